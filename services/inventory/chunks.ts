/** Doing the same to thousands of items: as many commits as it takes, each whole in itself. */
import { Failure, isFailure, notFound } from "../base/errors.ts";
import { ATOMIC_CHECKS_MAX, type Change, retrying, type Row } from "../store/mod.ts";
import type { Batch, BatchResult, Refusal } from "./batch.ts";
import { batches, items } from "./collections.ts";
import type { Item } from "./item.ts";
import type { Bench } from "./write.ts";

/** The rest is for what the whole commit needs: the batch's own record, the counter of numbers. */
const CHECKS_FOR_ITEMS = ATOMIC_CHECKS_MAX - 10;
/** Items of one commit that checks each item and its new history entry. */
const CHUNK_ITEMS = Math.floor(CHECKS_FOR_ITEMS / 2);
/** Items of one commit that also checks the undone entry. */
export const UNDO_CHUNK_ITEMS = Math.floor(CHECKS_FOR_ITEMS / 3);

export function* chunksOf<T>(all: readonly T[], size = CHUNK_ITEMS): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}

/** What to do with one item, or a refusal thrown as a Failure; whether it changed anything. */
type EachItem = (change: Change, row: Row<Item>) => boolean;

/**
 * Runs `each` over the items, keeping count in the batch's own record within every commit: what was done
 * before a power cut is known, and can be taken back.
 */
export async function runBatch(
  bench: Bench,
  batch: Batch,
  ids: readonly string[],
  each: EachItem,
): Promise<BatchResult> {
  const refused: Refusal[] = [];
  let changed = 0;
  for (const chunk of chunksOf([...new Set(ids)])) {
    const done = await retrying(() => runChunk(bench, batch, chunk, each));
    refused.push(...done.refused);
    changed += done.changed;
  }
  return { batchId: batch.id, changed, refused };
}

async function runChunk(bench: Bench, batch: Batch, ids: readonly string[], each: EachItem) {
  const rows = await bench.db.getMany(items, ids);
  const change = bench.db.change();
  const refused: Refusal[] = [];
  let changed = 0;
  for (const [at, row] of rows.entries()) {
    try {
      if (!row) throw notFound("inventory.no_such_item");
      if (each(change, row)) changed++;
    } catch (error) {
      if (!isFailure(error)) throw error;
      refused.push(refusal(ids[at]!, row, error));
    }
  }
  if (changed > 0) {
    await countInBatch(bench, change, batch, changed);
    await change.commit();
  }
  return { changed, refused };
}

export async function countInBatch(
  { db }: Bench,
  change: Change,
  batch: Batch,
  changed: number,
): Promise<void> {
  const row = await db.get(batches, batch.id);
  if (row) change.update(batches, row, { ...row.value, changed: row.value.changed + changed });
  else change.insert(batches, { ...batch, changed });
}

function refusal(id: string, row: Row<Item> | null, { key, params }: Failure): Refusal {
  return { id, ...(row && { number: row.value.number }), reason: { key, params } };
}
