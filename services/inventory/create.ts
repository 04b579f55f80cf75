/** New items: one from the camera, or thousands from a file. */
import { conflict, invalid } from "../base/errors.ts";
import { type Change, retrying, type Row } from "../store/mod.ts";
import type { Batch } from "./batch.ts";
import { chunksOf, countInBatch } from "./chunks.ts";
import { batches, history, items } from "./collections.ts";
import { mustBeLot } from "./edit.ts";
import type { Actor, Item } from "./item.ts";
import { findListingLink } from "../marketplace/mod.ts";
import { lotNamed } from "./lots.ts";
import { itemOf, type NewItem, NewItemSchema } from "./new_item.ts";
import { reserveNumbers, takeNumbers } from "./numbers.ts";
import { type Bench, type CreateOptions, itemRow } from "./write.ts";

export interface CreateManyOptions {
  /** The same again goes on where it stopped: rows whose `importKey` is already in the batch are left. */
  readonly batchId: string;
  /** Name shown to the seller, such as the file's. */
  readonly name?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void | Promise<void>;
}

export interface CreatedMany {
  readonly batchId: string;
  /** Without those that were already there. */
  readonly created: number;
  /** One for each row given, in their order. */
  readonly items: readonly { readonly id: string; readonly number: number }[];
}

export async function create(
  bench: Bench,
  given: NewItem,
  by: Actor,
  { id = bench.newId() }: CreateOptions = {},
): Promise<Row<Item>> {
  const input = checked(given);
  if (input.lotId) await mustBeLot(bench, input.lotId);
  return await counted(bench, async () => {
    const created = await bench.db.get(items, id);
    if (created) return created;
    const change = bench.db.change();
    const number = await takeNumbers(bench.db, change, 1) + 1;
    const lotId = input.lot === undefined ? {} : {
      lotId: await lotNamed(bench, change, input.lot),
    };
    const item = insertItem(bench, change, { ...input, ...lotId }, { id, number }, { by });
    await change.commit();
    return await itemRow(bench.db, item.id);
  });
}

/** Everything is checked before anything is written; then chunk by chunk, each durable in itself. */
export async function createMany(
  bench: Bench,
  given: readonly NewItem[],
  by: Actor,
  { batchId, name, signal, onProgress }: CreateManyOptions,
): Promise<CreatedMany> {
  const inputs = given.map((row, at) => checked(row, at + 1));
  mustDiffer(inputs);
  for (const lotId of new Set(inputs.flatMap(({ lotId }) => lotId ?? []))) {
    await mustBeLot(bench, lotId);
  }
  const batch = await openImport(bench, batchId, inputs, by, name);
  const there = await alreadyIn(bench, batchId);
  const numbers = grantedNumbers(inputs, batch, there);
  const made = new Map<NewItem, Item>();
  const missing = inputs.filter((input) => !there.has(input.importKey));
  for (const chunk of chunksOf(missing)) {
    signal?.throwIfAborted();
    const written = await counted(bench, () => writeChunk(bench, batch, chunk, numbers));
    written.forEach((item, at) => made.set(chunk[at]!, item));
    await onProgress?.(inputs.length - missing.length + made.size, inputs.length);
  }
  return {
    batchId,
    created: made.size,
    items: inputs.map((input) => {
      const { id, number } = made.get(input) ?? there.get(input.importKey)!;
      return { id, number };
    }),
  };
}

const counted = <T>({ inTurn }: Bench, work: () => Promise<T>): Promise<T> =>
  inTurn(() => retrying(work));

function checked(given: NewItem, row?: number): NewItem {
  const { success, data, error } = NewItemSchema.safeParse(given);
  if (success && row !== undefined && data.listingUrl && !findListingLink(data.listingUrl)) {
    throw invalid("inventory.bad_row", { row, field: "listingUrl" });
  }
  if (success) return data;
  const field = String(error.issues[0]?.path[0] ?? "");
  throw row === undefined
    ? invalid("inventory.bad_field", { field })
    : invalid("inventory.bad_row", { row, field });
}

function mustDiffer(inputs: readonly NewItem[]): void {
  const seen = new Set<string>();
  for (const [at, { importKey }] of inputs.entries()) {
    if (importKey === undefined) continue;
    if (seen.has(importKey)) {
      throw invalid("inventory.bad_row", { row: at + 1, field: "importKey" });
    }
    seen.add(importKey);
  }
}

/** Sets aside the numbers that the rows wish for, so that nothing made meanwhile gets one of them. */
async function openImport(
  bench: Bench,
  batchId: string,
  inputs: readonly NewItem[],
  by: Actor,
  name?: string,
): Promise<Batch> {
  const numbersTo = inputs.reduce((most, { number = 0 }) => Math.max(most, number), 0);
  return await counted(bench, async () => {
    const open = await bench.db.get(batches, batchId);
    if (open?.value.kind === "import" && !open.value.undoneBy) return open.value;
    if (open) throw conflict("inventory.batch_closed");
    const change = bench.db.change();
    const numbersFrom = await reserveNumbers(bench.db, change, numbersTo);
    const batch: Batch = {
      id: batchId,
      kind: "import",
      at: bench.clock.now(),
      by,
      changed: 0,
      numbersFrom,
      numbersTo,
      ...(name && { name }),
    };
    change.insert(batches, batch);
    await change.commit();
    return batch;
  });
}

async function alreadyIn({ db }: Bench, batchId: string): Promise<Map<string | undefined, Item>> {
  const there = new Map<string | undefined, Item>();
  const ids: string[] = [];
  for await (const { value } of db.each(history, { index: "batch", prefix: [batchId] })) {
    if (value.kind === "created") ids.push(value.itemId);
  }
  for (const chunk of chunksOf(ids)) {
    for (const row of await db.getMany(items, chunk)) {
      if (row?.value.importKey !== undefined) there.set(row.value.importKey, row.value);
    }
  }
  return there;
}

/** Rows that get their requested number: the first request of a number that was free when the import began. */
function grantedNumbers(
  inputs: readonly NewItem[],
  { numbersFrom = 0, numbersTo = 0 }: Batch,
  there: ReadonlyMap<string | undefined, Item>,
): Map<NewItem, number> {
  const taken = new Set([...there.values()].map(({ number }) => number));
  const granted = new Map<NewItem, number>();
  for (const input of inputs) {
    const { number = 0 } = input;
    if (number <= numbersFrom || number > numbersTo || taken.has(number)) continue;
    if (there.has(input.importKey)) continue;
    taken.add(number);
    granted.set(input, number);
  }
  return granted;
}

async function writeChunk(
  bench: Bench,
  batch: Batch,
  inputs: readonly NewItem[],
  granted: ReadonlyMap<NewItem, number>,
): Promise<Item[]> {
  const change = bench.db.change();
  const unnumbered = inputs.filter((input) => !granted.has(input)).length;
  let next = unnumbered > 0 ? await takeNumbers(bench.db, change, unnumbered) : 0;
  const telling = { by: batch.by, batchId: batch.id };
  const written = inputs.map((input) =>
    insertItem(
      bench,
      change,
      input,
      { id: bench.newId(), number: granted.get(input) ?? ++next },
      telling,
    )
  );
  await countInBatch(bench, change, batch, inputs.length);
  await change.commit();
  return written;
}

function insertItem(
  { clock, newId }: Bench,
  change: Change,
  { number: _wish, lot: _name, ...input }: NewItem,
  identity: { readonly id: string; readonly number: number },
  telling: { by: Actor; batchId?: string },
): Item {
  const now = clock.now();
  const item = itemOf(input, { ...identity, now });
  change.insert(items, item);
  change.insert(history, {
    id: newId(),
    itemId: item.id,
    at: now,
    kind: "created",
    changes: [],
    ...telling,
  });
  return item;
}
