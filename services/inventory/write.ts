/** The one way in which an item changes: with an entry of its history, in the same commit. */
import type { Clock, NewId } from "../clock.ts";
import { conflict, notFound } from "../errors.ts";
import { type Change, type Database, retrying, type Row } from "../store/mod.ts";
import { history, items } from "./collections.ts";
import { differences, type HistoryEntry, type HistoryKind } from "./history.ts";
import type { Actor, Item } from "./item.ts";
import type { Turn } from "./turn.ts";

/** What every story of the room stands on. */
export interface Bench {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  /** For whoever takes a number: they all want the one counter. */
  readonly inTurn: Turn;
}

export interface Telling {
  readonly kind: HistoryKind;
  readonly by: Actor;
  readonly batchId?: string;
  readonly undoes?: string;
}

/** Adds to `change` the item's next form and what is told of it; nothing, and `null`, when it is the same. */
export function writeItem(
  bench: Bench,
  change: Change,
  row: Row<Item>,
  given: Item,
  telling: Telling,
): HistoryEntry | null {
  // As the store gives it back: without keys that hold `undefined`.
  const next: Item = JSON.parse(JSON.stringify(given));
  const changes = differences(row.value, next);
  if (changes.length === 0) return null;
  const at = bench.clock.now();
  change.update(items, row, { ...next, updatedAt: at });
  const entry = { id: bench.newId(), itemId: row.id, at, changes, ...telling };
  change.insert(history, entry);
  return entry;
}

/** Reads the item, lets `story` make its next form, writes it; again from the beginning on a conflict. */
export async function amend(
  bench: Bench,
  id: string,
  telling: Telling,
  story: (item: Item, row: Row<Item>) => Item | Promise<Item>,
): Promise<Row<Item>> {
  return await retrying(async () => {
    const row = await itemRow(bench.db, id);
    mustBeAtHand(row.value);
    const change = bench.db.change();
    const next = await story(row.value, row);
    if (!writeItem(bench, change, row, next, telling)) return row;
    await change.commit();
    return await itemRow(bench.db, id);
  });
}

/** @throws Failure `not_found` */
export async function itemRow(db: Database, id: string): Promise<Row<Item>> {
  const row = await db.get(items, id);
  if (!row) throw notFound("inventory.no_such_item");
  return row;
}

export function mustBeAtHand(item: Item): void {
  if (item.trashedAt !== undefined) throw conflict("inventory.in_trash", { number: item.number });
}
