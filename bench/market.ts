/** What a price costs by how much evidence there is, and how long ten thousand listings take to come in. */
import { systemClock } from "../services/base/clock.ts";
import { silentLogger } from "../services/base/log.ts";
import {
  createEvidence,
  createMarket,
  type Market,
  type Observation,
} from "../services/market/mod.ts";
import { readCaptured } from "../services/market/parsers/captured.ts";
import { openTestDatabase } from "../services/store/testing.ts";
import { CONDITIONS } from "../services/taxonomy/mod.ts";
import { marketListings } from "./market_listings.ts";
import { percentile, timed } from "./timing.ts";

const QUESTIONS = 400;
const WARM_UP = 50;
/** Things that are not among the listings. */
const QUESTIONS_SEED = 11;
const IMPORTED = 10_000;

export interface MarketTimes {
  readonly suggest_p99_ms_100k: number;
  /** How many times as long the middle suggestion takes over ten times as much evidence. */
  readonly suggest_growth_10x: number;
  readonly evidence_import_10k_s: number;
}

/** @param listings the greater store; 100,000 but for a quick look */
export async function market(listings: number): Promise<MarketTimes> {
  const now = systemClock.now();
  const evidence_import_10k_s = await importListings(now);
  const [few, many] = suggestions([marketOf(listings / 10, now), marketOf(listings, now)], now);
  return {
    suggest_p99_ms_100k: percentile(many!, 0.99),
    suggest_growth_10x: percentile(many!, 0.5) / percentile(few!, 0.5),
    evidence_import_10k_s,
  };
}

const marketOf = (count: number, now: number): Market => createMarket(marketListings(count, now));

/** In turns, so that a busy moment of the machine meets all alike. */
function suggestions(markets: readonly Market[], now: number): number[][] {
  const times = markets.map((): number[] => []);
  for (const asked of marketListings(WARM_UP + QUESTIONS, now, QUESTIONS_SEED)) {
    for (const [at, evidence] of markets.entries()) {
      const begun = performance.now();
      evidence.suggest({ ...asked, currency: asked.price.currency }, { now });
      times[at]!.push(performance.now() - begun);
    }
  }
  return times.map((all) => all.slice(WARM_UP));
}

/** From a table's text to listings that are on the disk and speak in prices. */
async function importListings(now: number): Promise<number> {
  const folder = await Deno.makeTempDir({ prefix: "vinted-optimizer-bench-" });
  const { db, close } = await openTestDatabase({ path: `${folder}/records.kv` });
  const evidence = createEvidence({ db, clock: systemClock, log: silentLogger });
  await evidence.ready;
  const table = tableOf(marketListings(IMPORTED, now));
  const ms = await timed(async () => {
    const around = { seenAt: now, mode: "file", country: "it", currency: "EUR" } as const;
    const { added } = await evidence.take(readCaptured(table, around));
    if (added !== IMPORTED) throw new Error(`${added} of ${IMPORTED} listings came in`);
  });
  await evidence.close();
  await close();
  await Deno.remove(folder, { recursive: true });
  return ms / 1_000;
}

function tableOf(listings: Iterable<Observation>): string {
  const words = new Map(CONDITIONS.map(({ id, labels }) => [id, labels.it]));
  const rows = Array.from(
    listings,
    ({ id, title, brand, category, size, condition, price, link }) =>
      [id, title, brand, category, size, words.get(condition!), price.cents / 100, link].join(";"),
  );
  return ["id;title;brand;category;size;condition;price;link", ...rows].join("\n");
}
