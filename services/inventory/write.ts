/** The one way in which an item changes: with an entry of its history, in the same commit. */
import type { Clock, NewId } from "../base/clock.ts";
import { conflict, notFound } from "../base/errors.ts";
import { type Change, type Database, retrying, type Row } from "../store/mod.ts";
import { history, items } from "./collections.ts";
import { differences, type FieldChange, type HistoryEntry, type HistoryKind } from "./history.ts";
import type { Actor, Item } from "./item.ts";
import type { Mutex } from "../base/mutex.ts";

export interface CreateOptions {
  /** When an item with this id exists, it is returned instead of creating a second one. @default a new id */
  readonly id?: string | undefined;
}

/** Dependencies shared by all writes. */
export interface Bench {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  /** For whoever takes a number: they all want the one counter. */
  readonly inTurn: Mutex;
}

/** How a change appears in the item's history. */
interface Telling {
  /** @default "described" where only facts changed, else "edited" */
  readonly kind?: HistoryKind;
  readonly by: Actor;
  readonly batchId?: string;
  readonly undoes?: string;
}

/** Result of a write: the item, and its history entry or `null` when nothing changed. */
export interface Saved {
  readonly row: Row<Item>;
  readonly entry: HistoryEntry | null;
}

/** Adds the item's next form and its history entry to `change`; adds nothing and returns `null` where it is the same. */
export function writeItem(
  bench: Bench,
  change: Change,
  row: Row<Item>,
  given: Item,
  telling: Telling,
): HistoryEntry | null {
  // Drops keys with `undefined`, as the store does.
  const next: Item = JSON.parse(JSON.stringify(given));
  const changes = differences(row.value, next);
  if (changes.length === 0) return null;
  const at = bench.clock.now();
  change.update(items, row, { ...next, updatedAt: at });
  const entry: HistoryEntry = {
    id: bench.newId(),
    itemId: row.id,
    at,
    changes,
    ...telling,
    kind: telling.kind ?? (changes.every(isOfFacts) ? "described" : "edited"),
  };
  change.insert(history, entry);
  return entry;
}

const isOfFacts = ({ path }: FieldChange) => /^(facts|leftEmpty)\./.test(path);

/** Reads the item, lets `story` make its next form and writes it; starts over when another change came between. */
export async function amend(
  bench: Bench,
  id: string,
  telling: Telling,
  story: (item: Item, row: Row<Item>, change: Change) => Item | Promise<Item>,
): Promise<Saved> {
  return await retrying(async () => {
    const row = await itemRow(bench.db, id);
    mustBeAtHand(row.value);
    const change = bench.db.change();
    const next = await story(row.value, row, change);
    const entry = writeItem(bench, change, row, next, telling);
    if (!entry) return { row, entry };
    await change.commit();
    return { row: await itemRow(bench.db, id), entry };
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
