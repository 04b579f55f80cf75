/** All that the page of a price shows, gathered once. */
import type { Money } from "../../services/base/money.ts";
import type { Item } from "../../services/inventory/mod.ts";
import {
  type Abroad,
  type Answer,
  type Evidence,
  keyOf,
  lifeOfSighting,
  positionOf,
  type Sighting,
  type Suggestion,
  type TimeOnMarket,
  timeOnMarket,
} from "../../services/market/mod.ts";
import type { Services } from "../services.ts";

export interface PriceData {
  readonly item: Item;
  readonly answer: Answer;
  /** False while the evidence is still being read at the start. */
  readonly complete: boolean;
  /** Left out by hand, as far as it is still known. */
  readonly struck: readonly Sighting[];
  /** Market listings of the comparables, in their order. */
  readonly sightings: readonly Sighting[];
  /** The item's own prices, the oldest first. */
  readonly own: readonly { readonly at: number; readonly price: Money }[];
  readonly days: TimeOnMarket | null;
  /** Elsewhere, as far as anything was seen there. */
  readonly abroad: readonly Abroad[];
  readonly now: number;
}

export type CaseNeeds = Pick<Services, "clock" | "evidence" | "pricing">;

export async function loadPriceData(needs: CaseNeeds, item: Item): Promise<PriceData> {
  const { evidence, pricing, clock } = needs;
  const out = await evidence.struckOut(item.id);
  const answer = await pricing.appraise(item);
  const keys = answer.enough ? answer.rows.map(({ observation }) => keyOf(observation)) : [];
  const [struck, sightings, own, abroad] = await Promise.all([
    sightingsOf(evidence, [...out]),
    sightingsOf(evidence, keys),
    pricing.pricesOf(item),
    answer.enough ? pricing.abroad(item) : [],
  ]);
  const { complete } = evidence.summary();
  const days = answer.enough ? daysOf(answer, sightings) : null;
  return { item, answer, complete, struck, sightings, own, days, abroad, now: clock.now() };
}

/** Skips market listings that were removed meanwhile. */
async function sightingsOf(evidence: Evidence, keys: readonly string[]): Promise<Sighting[]> {
  const found = await Promise.all(keys.map((key) => evidence.get(key)));
  return found.filter((one) => one !== null);
}

/** Days on sale of each comparable, with its price relative to the fair price. */
function daysOf({ rows, fair }: Suggestion, sightings: readonly Sighting[]): TimeOnMarket {
  const adjusted = new Map(rows.map((row) => [keyOf(row.observation), row.adjusted]));
  return timeOnMarket(sightings.map((one) => {
    const price = adjusted.get(one.key);
    return lifeOfSighting(one, price && positionOf(price, fair));
  }));
}
