/** Taking back: one entry of an item's history, or everything that one action did. Itself can be taken back. */
import { conflict, isFailure, notFound } from "../base/errors.ts";
import { type Change, retrying, type Row } from "../store/mod.ts";
import type { Batch, BatchResult, Refusal } from "./batch.ts";
import { chunksOf, countInBatch, UNDO_CHUNK_ITEMS } from "./chunks.ts";
import { batches, history, items } from "./collections.ts";
import { type HistoryEntry, takenBack } from "./history.ts";
import type { Actor, Item } from "./item.ts";
import { type Bench, itemRow, mustBeAtHand, writeItem } from "./write.ts";

/** @throws Failure `inventory.changed_since`, naming the field, when something newer touched it */
export async function undo(bench: Bench, historyId: string, by: Actor): Promise<Row<Item>> {
  return await retrying(async () => {
    const entry = await bench.db.get(history, historyId);
    if (!entry) throw notFound("inventory.no_such_entry");
    const row = await itemRow(bench.db, entry.value.itemId);
    const change = bench.db.change();
    takeBack(bench, change, { entry, row, touched: await touchedSince(bench, entry, row) }, { by });
    await change.commit();
    return await itemRow(bench.db, row.id);
  });
}

interface Case {
  readonly entry: Row<HistoryEntry>;
  readonly row: Row<Item>;
  /** Whether the item was changed after it was created. */
  readonly touched: boolean;
}

function takeBack(
  bench: Bench,
  change: Change,
  { entry, row, touched }: Case,
  telling: { by: Actor; batchId?: string },
): void {
  if (entry.value.undoneBy) throw conflict("inventory.already_undone");
  if (touched) throw conflict("inventory.changed_since_import", { number: row.value.number });
  const earlier = earlierForm(bench, entry.value, row.value);
  const kind = "undone" as const;
  const told = writeItem(bench, change, row, earlier, { ...telling, kind, undoes: entry.id });
  if (!told) throw conflict("inventory.already_undone");
  change.update(history, entry, { ...entry.value, undoneBy: told.id });
}

function earlierForm({ clock }: Bench, entry: HistoryEntry, item: Item): Item {
  // Undoing a creation moves the item to the trash.
  if (entry.kind === "created") return { ...item, trashedAt: item.trashedAt ?? clock.now() };
  if (!entry.changes.some(({ path }) => path === "trashedAt")) mustBeAtHand(item);
  return takenBack(item, entry.changes);
}

/** Readers fill in facts by themselves; what a person did must not vanish with an import. */
async function touchedSince(
  { db }: Bench,
  entry: Row<HistoryEntry>,
  row: Row<Item>,
): Promise<boolean> {
  // Written by the same commit, and not since.
  if (entry.value.kind !== "created" || entry.stamp === row.stamp) return false;
  const told = new Map<string, HistoryEntry>();
  for await (const { id, value } of db.each(history, { index: "item", prefix: [row.id] })) {
    told.set(id, value);
  }
  return [...told.values()].some((later) =>
    later.kind !== "created" && later.kind !== "undone" && later.by.kind !== "house" &&
    isInForce(later, told)
  );
}

/** Not taken back, or the taking back was itself taken back. */
function isInForce({ undoneBy }: HistoryEntry, told: ReadonlyMap<string, HistoryEntry>): boolean {
  const undoing = undoneBy === undefined ? undefined : told.get(undoneBy);
  return !undoing || !isInForce(undoing, told);
}

/** Items that were changed since are left and named; what was already taken back one by one is passed over. */
export async function undoBatch(bench: Bench, batchId: string, by: Actor): Promise<BatchResult> {
  const undone = await bench.db.get(batches, batchId);
  if (!undone) throw notFound("inventory.no_such_batch");
  if (undone.value.undoneBy) throw conflict("inventory.already_undone");
  const at = bench.clock.now();
  const id = bench.newId();
  const batch: Batch = { id, kind: "undo", at, by, changed: 0, undoes: batchId };
  const refused: Refusal[] = [];
  let changed = 0;
  for (const chunk of chunksOf(await entriesOf(bench, batchId), UNDO_CHUNK_ITEMS)) {
    const done = await retrying(() => undoChunk(bench, batch, chunk));
    refused.push(...done.refused);
    changed += done.changed;
  }
  if (changed > 0) await close(bench, batchId, batch.id);
  return { batchId: batch.id, changed, refused };
}

async function entriesOf({ db }: Bench, batchId: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id, value } of db.each(history, { index: "batch", prefix: [batchId] })) {
    if (!value.undoneBy) ids.push(id);
  }
  return ids;
}

async function undoChunk(bench: Bench, batch: Batch, entryIds: readonly string[]) {
  const { db } = bench;
  const entries = (await db.getMany(history, entryIds)).filter((row) => row !== null);
  const rows = await db.getMany(items, entries.map(({ value }) => value.itemId));
  const change = db.change();
  const telling = { by: batch.by, batchId: batch.id };
  const refused: Refusal[] = [];
  let changed = 0;
  for (const [at, entry] of entries.entries()) {
    const row = rows[at];
    // Purged meanwhile, or taken back meanwhile: there is nothing left to do.
    if (!row || entry.value.undoneBy) continue;
    try {
      takeBack(
        bench,
        change,
        { entry, row, touched: await touchedSince(bench, entry, row) },
        telling,
      );
      changed++;
    } catch (error) {
      if (!isFailure(error)) throw error;
      const { key, params } = error;
      refused.push({ id: row.id, number: row.value.number, reason: { key, params } });
    }
  }
  if (changed > 0) {
    await countInBatch(bench, change, batch, changed);
    await change.commit();
  }
  return { changed, refused };
}

async function close({ db }: Bench, batchId: string, undoneBy: string): Promise<void> {
  await retrying(async () => {
    const row = await db.get(batches, batchId);
    const change = db.change();
    if (row) change.update(batches, row, { ...row.value, undoneBy });
    await change.commit();
  });
}
