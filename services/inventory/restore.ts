/**
 * What a file brings: whole items as another house knew them, put back with their history; and what it says
 * of items that are here. All of it belongs to one batch, so that `undoBatch` takes it back.
 */
import type { Clock, NewId } from "../base/clock.ts";
import { conflict } from "../base/errors.ts";
import { type Change, type Database, retrying, type Row } from "../store/mod.ts";
import type { Batch, BatchResult } from "./batch.ts";
import { countInBatch, runBatch } from "./chunks.ts";
import { batches, history, items, lots, views } from "./collections.ts";
import { withPartialMarks } from "./consequences.ts";
import type { Facts } from "../taxonomy/facts.ts";
import type { HistoryEntry } from "./history.ts";
import type { Actor, Item } from "./item.ts";
import { type ItemPatch, type NewItem, NewItemSchema, patched } from "./new_item.ts";
import { reserveNumbers, takeNumbers } from "./numbers.ts";
import { withProposed } from "./precedence.ts";
import { fieldsForeignTo } from "./states.ts";
import { createMutex } from "../base/mutex.ts";
import { type Bench, mustBeAtHand, writeItem } from "./write.ts";

/** Collections of the inventory that a backup holds. */
export const inventoryRecords = { items, history, lots, views, batches } as const;

export interface ItemCopy {
  readonly item: Item;
  readonly history: readonly HistoryEntry[];
  /** Keeps its own number, unless it is taken here. */
  readonly renumber: boolean;
  /** Adds records of other services to the item's commit. */
  readonly along: (change: Change, item: Item) => void;
}

/** An update of an existing item from a file: fields, facts of a weaker source than the seller, or the whole item. */
export type ItemUpdate =
  & { readonly id: string }
  & ({ readonly patch: ItemPatch; readonly facts: Facts } | { readonly whole: Item });

export interface RestoreBatch {
  readonly batchId: string;
  readonly by: Actor;
  /** The file's name. */
  readonly name: string;
}

export interface Restore {
  /** Opens the batch, and counts the numbers up to `numbersTo` as given. */
  open(batch: RestoreBatch, numbersTo: number): Promise<void>;
  /** Writes all in one commit, so keep them few. Existing items are left unchanged. */
  put(copies: readonly ItemCopy[], batch: RestoreBatch): Promise<void>;
  update(updates: readonly ItemUpdate[], batch: RestoreBatch): Promise<BatchResult>;
}

interface RestoreNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
}

export function createRestore(needs: RestoreNeeds): Restore {
  const bench: Bench = { ...needs, inTurn: createMutex() };
  return {
    open: (batch, numbersTo) => retrying(() => open(bench, batch, numbersTo)),
    put: (copies, batch) => retrying(() => put(bench, copies, batch)),
    update: (updates, batch) => update(bench, updates, batch),
  };
}

const batchOf = ({ clock }: Bench, { batchId, by, name }: RestoreBatch): Batch => ({
  id: batchId,
  kind: "import",
  at: clock.now(),
  by,
  changed: 0,
  name,
});

async function open(bench: Bench, batch: RestoreBatch, numbersTo: number): Promise<void> {
  const row = await bench.db.get(batches, batch.batchId);
  if (row?.value.undoneBy) throw conflict("inventory.batch_closed");
  const change = bench.db.change();
  await reserveNumbers(bench.db, change, numbersTo);
  if (!row) change.insert(batches, batchOf(bench, batch));
  await change.commit();
}

async function put(bench: Bench, copies: readonly ItemCopy[], batch: RestoreBatch): Promise<void> {
  const { db } = bench;
  const there = await db.getMany(items, copies.map(({ item }) => item.id));
  const missing = copies.filter((_, at) => !there[at]);
  if (missing.length === 0) return;
  const change = db.change();
  const unnumbered = missing.filter(({ renumber }) => renumber).length;
  let next = unnumbered > 0 ? await takeNumbers(db, change, unnumbered) : 0;
  for (const { item: given, history: told, renumber, along } of missing) {
    const facts = withPartialMarks(given.facts);
    const item = { ...given, facts, ...(renumber && { number: ++next }) };
    change.insert(items, item);
    await insertMissing(db, change, told);
    change.insert(history, arrival(bench, item, batch));
    along(change, item);
  }
  await countInBatch(bench, change, batchOf(bench, batch), missing.length);
  await change.commit();
}

async function insertMissing(
  db: Database,
  change: Change,
  told: readonly HistoryEntry[],
): Promise<void> {
  const there = await db.getMany(history, told.map(({ id }) => id));
  for (const [at, entry] of told.entries()) if (!there[at]) change.insert(history, entry);
}

/** History entry of the arrival, so that undoing the import moves the item to the trash. */
function arrival({ clock, newId }: Bench, item: Item, { by, batchId }: RestoreBatch): HistoryEntry {
  const at = clock.now();
  const changes = item.trashedAt === undefined ? [{ path: "trashedAt", before: at }] : [];
  return { id: newId(), itemId: item.id, at, by, kind: "restored", changes, batchId };
}

async function update(
  bench: Bench,
  updates: readonly ItemUpdate[],
  batch: RestoreBatch,
): Promise<BatchResult> {
  const byId = new Map(updates.map((update) => [update.id, update]));
  const { batchId, by } = batch;
  return await runBatch(bench, batchOf(bench, batch), [...byId.keys()], (change, row) => {
    mustBeAtHand(row.value);
    const next = updated(row, byId.get(row.id)!);
    return writeItem(bench, change, row, next, { kind: "edited", by, batchId }) !== null;
  });
}

function updated({ value: item }: Row<Item>, update: ItemUpdate): Item {
  if ("patch" in update) return withProposed(patched(item, update.patch), update.facts).item;
  const { cover: _cover, trashedAt: _trashed, ...whole } = update.whole;
  const { id, number, photoCount } = item;
  return { ...whole, id, number, photoCount, ...(item.cover && { cover: item.cover }) };
}

/**
 * The fields of a new item that would not be taken, by field ("box") or fact ("facts.brand"): those that break a
 * rule, and those that an item of its state cannot have, such as the sold price of a draft.
 */
export function refusedFields(item: NewItem): string[] {
  const issues = NewItemSchema.safeParse(item).error?.issues ?? [];
  const broken = issues.map(({ path: [name, fact] }) =>
    name === "facts" ? `facts.${String(fact)}` : String(name)
  );
  const given = (field: string) => field in item && !broken.includes(field);
  const foreign = fieldsForeignTo(item.state ?? "draft").filter(given);
  return [...new Set([...broken, ...foreign])];
}
