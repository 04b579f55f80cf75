/** Lots, and how their cost is shared among their items. */
import { conflict, invalid, notFound } from "../base/errors.ts";
import { type Change, retrying, type Row } from "../store/mod.ts";
import { fold } from "../base/text.ts";
import type { BatchResult } from "./batch.ts";
import { runBatch } from "./chunks.ts";
import { items, lots } from "./collections.ts";
import type { Actor, Item } from "./item.ts";
import { type Lot, LotSchema, type NewLot, NewLotSchema, type SplitBy } from "./lot.ts";
import { splitCost } from "./split_cost.ts";
import { type Bench, type CreateOptions, mustBeAtHand, writeItem } from "./write.ts";

export async function lotRow({ db }: Bench, id: string): Promise<Row<Lot>> {
  const row = await db.get(lots, id);
  if (!row) throw notFound("inventory.no_such_lot");
  return row;
}

/** The newest first. */
export async function allLots({ db }: Bench): Promise<Lot[]> {
  const found: Lot[] = [];
  for await (const { value } of db.each(lots, { reverse: true })) found.push(value);
  return found;
}

export async function createLot(
  bench: Bench,
  given: NewLot,
  { id = bench.newId() }: CreateOptions = {},
): Promise<Lot> {
  const lot = { id, ...checked(given) };
  return await retrying(async () => {
    const created = await bench.db.get(lots, id);
    if (created) return created.value;
    const change = bench.db.change();
    change.insert(lots, lot);
    await change.commit();
    return lot;
  });
}

/**
 * The lot of this name, whatever its case; made by `change` where there is none.
 * @returns its id
 */
export async function lotNamed(bench: Bench, change: Change, given: string): Promise<string> {
  const { name } = checked({ name: given });
  const key = fold(name);
  for await (const { value } of bench.db.each(lots)) if (fold(value.name) === key) return value.id;
  const lot = { id: bench.newId(), name };
  change.insert(lots, lot);
  return lot.id;
}

export async function editLot(
  bench: Bench,
  id: string,
  next: (lot: Lot) => NewLot,
): Promise<Lot> {
  return await retrying(async () => {
    const row = await lotRow(bench, id);
    const lot = LotSchema.parse({ id, ...checked(next(row.value)) });
    const change = bench.db.change();
    change.update(lots, row, lot);
    await change.commit();
    return lot;
  });
}

/** Only an empty lot: what an item cost must not lose its origin by accident. */
export async function removeLot(bench: Bench, id: string): Promise<void> {
  const row = await lotRow(bench, id);
  const { entries } = await bench.db.listBy(items, "lot", [id], { limit: 1 });
  if (entries.length > 0) throw conflict("inventory.lot_in_use");
  const change = bench.db.change();
  change.remove(lots, row);
  await change.commit();
}

/** Writes on each item of the lot, but for those in the trash, its share of what the lot cost. */
export async function splitLotCost(
  bench: Bench,
  id: string,
  how: SplitBy,
  by: Actor,
): Promise<BatchResult> {
  const { cost } = (await lotRow(bench, id)).value;
  if (!cost) throw conflict("inventory.lot_without_cost");
  const members = await membersOf(bench, id);
  if (members.length === 0) throw conflict("inventory.lot_empty");
  const shares = splitCost(cost.cents, members.map((item) => weightOf(item, how)));
  const share = new Map(members.map((item, at) => [item.id, shares[at]!]));
  const at = bench.clock.now();
  const batch = { id: bench.newId(), kind: "cost_split", at, by, changed: 0 } as const;
  const telling = { kind: "edited", by, batchId: batch.id } as const;
  return await runBatch(bench, batch, [...share.keys()], (change, row) => {
    mustBeAtHand(row.value);
    const next = { ...row.value, cost: { ...cost, cents: share.get(row.id)! } };
    return writeItem(bench, change, row, next, telling) !== null;
  });
}

async function membersOf({ db }: Bench, id: string): Promise<Item[]> {
  const found: Item[] = [];
  for await (const { value } of db.each(items, { index: "lot", prefix: [id] })) {
    if (value.trashedAt === undefined) found.push(value);
  }
  return found;
}

function weightOf(item: Item, how: SplitBy): number {
  if (how.by === "evenly") return 1;
  return (how.by === "price" ? item.price?.cents : how.weights[item.id]) ?? 0;
}

function checked(given: NewLot): NewLot {
  const { success, data, error } = NewLotSchema.safeParse(given);
  if (success) return data;
  throw invalid("inventory.bad_field", { field: String(error.issues[0]?.path[0]) });
}
