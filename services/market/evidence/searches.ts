/** What each search held when it was last seen whole: what is missing from it twice is gone. */
import { z } from "zod";
import { type MarketSearch, searchKey } from "../../marketplace/mod.ts";
import { type Database, defineCollection, retrying } from "../../store/mod.ts";
import { mark } from "../parsers/mark.ts";

/** Once may be a hiccup of the marketplace: it answers with parts of a list now and then. */
const ABSENCES_TELLING = 2;
/** A search that finds more is never seen whole. */
const MEMBERS_MAX = 2_000;

const SearchSchema = z.object({
  id: z.string(),
  at: z.number(),
  /** Keys of what is in it, with how often each was missing since. */
  members: z.record(z.string(), z.number().int()),
});
type Search = z.infer<typeof SearchSchema>;

export const searches = defineCollection({
  name: "market_searches",
  schema: SearchSchema,
  version: 1,
  id: ({ id }) => id,
});

export interface Look {
  readonly search: MarketSearch;
  readonly at: number;
  /** What was seen in it. */
  readonly keys: readonly string[];
  /** That nothing else is in it. */
  readonly whole: boolean;
}

/** @returns the keys of what has now been missing often enough */
export async function noteSearch(db: Database, look: Look): Promise<string[]> {
  const id = mark(searchKey(look.search));
  return await retrying(async () => {
    const row = await db.get(searches, id);
    const { members, gone } = counted(row?.value.members ?? {}, look);
    const change = db.change();
    const next: Search = { id, at: look.at, members };
    if (row) change.update(searches, row, next);
    else change.insert(searches, next);
    await change.commit();
    return gone;
  });
}

function counted(known: Search["members"], { keys, whole }: Look) {
  const seen = new Map(keys.map((key) => [key, 0]));
  const missing = Object.entries(known).filter(([key]) => !seen.has(key))
    .map(([key, absences]) => [key, whole ? absences + 1 : absences] as const);
  const isGone = ([, absences]: readonly [string, number]) => absences >= ABSENCES_TELLING;
  const kept = [...seen, ...missing.filter((one) => !isGone(one))].slice(0, MEMBERS_MAX);
  return { members: Object.fromEntries(kept), gone: missing.filter(isGone).map(([key]) => key) };
}
