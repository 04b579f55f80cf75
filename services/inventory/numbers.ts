/** The permanent short numbers: each is given once, in the same change as the item that gets it. */
import type { Change, Database } from "../store/mod.ts";
import { counters, items } from "./collections.ts";

const COUNTER = "item_number";

/**
 * Takes `count` numbers in a row and returns the one before the first. Two changes that take at the same time
 * collide at their commit; the second one tries again and gets the next ones.
 */
export const takeNumbers = (db: Database, change: Change, count: number): Promise<number> =>
  advance(db, change, (last) => last + count);

/** Counts everything up to `to` as given, and returns what was the last given until now. */
export const reserveNumbers = (db: Database, change: Change, to: number): Promise<number> =>
  advance(db, change, (last) => Math.max(last, to));

async function advance(db: Database, change: Change, next: (last: number) => number) {
  const row = await db.get(counters, COUNTER);
  const last = row?.value.last ?? await highestGiven(db);
  const value = { name: COUNTER, last: next(last) };
  if (row) change.update(counters, row, value);
  else change.insert(counters, value);
  return last;
}

/** Before the first item 0; more only where the counter's record was lost. */
async function highestGiven(db: Database): Promise<number> {
  for await (const { value } of db.each(items, { index: "number", reverse: true })) {
    return value.number;
  }
  return 0;
}
