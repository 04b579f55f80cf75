/** All evidence in memory: read once at the start, then kept up by what the store tells of its changes. */
import type { Logger } from "../../base/log.ts";
import { yieldToOthers } from "../../base/timer.ts";
import { findListingLink } from "../../marketplace/mod.ts";
import type { Database, RecordChange } from "../../store/mod.ts";
import { createMarket, type Market } from "../market.ts";
import { keyOf, type Observation } from "../observation.ts";
import { type OwnSales, saleSighting } from "./own_sales.ts";
import { type Sighting, sightings, type StoredSighting } from "./sighting.ts";

/** So many are added before others have their turn. */
const SLICE = 100;

export interface Memory {
  readonly ready: Promise<void>;
  readonly complete: boolean;
  readonly market: Market;
  /** By key. */
  readonly sales: ReadonlyMap<string, Sighting>;
  /** The site's numbers of what was sold here: seen there as well, it would count twice. */
  readonly soldListings: ReadonlySet<string>;
  /** The same list until something changes. */
  newestFirst(): readonly Observation[];
  close(): Promise<void>;
}

export interface MemoryNeeds {
  readonly db: Database;
  readonly log: Logger;
  readonly ownSales: OwnSales;
}

export function createMemory({ db, log, ownSales }: MemoryNeeds): Memory {
  const market = createMarket();
  const sales = new Map<string, Sighting>();
  const soldListings = new Set<string>();
  const keyOfItem = new Map<string, string>();
  /** Heard of while all was being read: what is read then may be older. */
  const heard = new Set<string>();
  const waiting: (() => void)[] = [];
  let complete = false;
  let closed = false;
  let newest: readonly Observation[] | null = null;

  function put(key: string, stored: StoredSighting | null): void {
    newest = null;
    if (stored && !stored.forgotten) market.add(stored.observation);
    else market.remove(key);
  }

  function putSale(itemId: string, sale: Observation | null): void {
    newest = null;
    const before = keyOfItem.get(itemId);
    if (before !== undefined) {
      market.remove(before);
      soldListings.delete(listingOf(sales.get(before)!.observation));
      sales.delete(before);
      keyOfItem.delete(itemId);
    }
    if (!sale) return;
    market.add(sale);
    soldListings.add(listingOf(sale));
    sales.set(keyOf(sale), saleSighting(sale));
    keyOfItem.set(itemId, keyOf(sale));
  }

  function hear(changes: readonly RecordChange[]): void {
    for (const { collection, id, row } of changes) {
      if (collection !== sightings.name) continue;
      const apply = () => put(id, row ? row.value as StoredSighting : null);
      if (complete) apply();
      else waiting.push(apply);
    }
  }

  function hearSale(itemId: string, sale: Observation | null): void {
    if (!complete) heard.add(itemId);
    putSale(itemId, sale);
  }

  async function load(): Promise<void> {
    const found: Pick<StoredSighting, "place" | "observation">[] = [];
    for await (const { value } of db.each(sightings)) {
      if (closed) return;
      const { place, observation } = value;
      if (!value.forgotten) found.push({ place, observation });
    }
    // In the order in which they came, the answers are those that were given before the house was closed.
    found.sort((a, b) => a.place - b.place);
    for (const [at, { observation }] of found.entries()) {
      if (at % SLICE === 0) await yieldToOthers();
      if (closed) return;
      market.add(observation);
    }
    for await (const sale of ownSales.all()) if (!heard.has(sale.id)) putSale(sale.id, sale);
    for (const apply of waiting.splice(0)) apply();
    newest = null;
    complete = true;
  }

  const stops = [db.onChange(hear), ownSales.follow(hearSale)];
  const ready = load();
  ready.catch((error) => log.error("market.evidence_not_read", { error }));
  return {
    ready,
    get complete() {
      return complete;
    },
    market,
    sales,
    soldListings,
    // Of what was seen at the same moment, the last to come stands first.
    newestFirst: () => newest ??= [...market.all()].reverse().sort((a, b) => b.seenAt - a.seenAt),
    async close() {
      closed = true;
      for (const stop of stops) stop();
      // A failure was logged when it happened.
      await ready.catch(() => {});
    },
  };
}

/** "" where it was not listed there. */
const listingOf = ({ link = "" }: Observation): string => findListingLink(link)?.id ?? "";
