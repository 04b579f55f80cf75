/** The list and the search as the server answers them, one request at a time, and how many it can answer. */
import { percentile, timed } from "./timing.ts";
import type { Owner } from "../tests/support/owner.ts";

const LISTS = [
  "/items",
  "/items?state=listed",
  "/items?sort=price",
  "/items?offset=5000",
  "/items?state=draft&photos=false",
];
/** Exact words, prefixes, accents, typos, numbers, and nothing at all. */
const SEARCHES = [
  "nike",
  "felpa blu",
  "addidas",
  "vestto",
  "zara 42",
  "caffè",
  "N. 0231",
  "sca",
  "cappotto mango nero",
  "qwertyuiop",
];
const ROUNDS = 60;
const WARM_UP = 5;
const CONNECTIONS = 8;
const FLOOD_MS = 4_000;

export interface ListTimes {
  readonly list_p50_ms: number;
  readonly list_p99_ms: number;
  readonly search_p99_ms: number;
  readonly table_pages_per_s: number;
}

export async function lists(owner: Owner): Promise<ListTimes> {
  const listed = await times(owner, LISTS);
  const searched = await times(
    owner,
    SEARCHES.map((words) => `/items?q=${encodeURIComponent(words)}`),
  );
  return {
    list_p50_ms: percentile(listed, 0.5),
    list_p99_ms: percentile(listed, 0.99),
    search_p99_ms: percentile(searched, 0.99),
    table_pages_per_s: await flood(owner),
  };
}

async function times({ read }: Owner, paths: readonly string[]): Promise<number[]> {
  const found: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const path of paths) {
      const ms = await timed(() => read(path));
      if (round >= 0) found.push(ms);
    }
  }
  return found;
}

async function flood({ read }: Owner): Promise<number> {
  let pages = 0;
  const begun = performance.now();
  const connection = async () => {
    while (performance.now() - begun < FLOOD_MS) {
      await read("/items");
      pages++;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  return pages / ((performance.now() - begun) / 1000);
}
