/** What an item has cost over time, as its history tells it; and a new price with its entry there. */
import type { PricePoint } from "../services/cuts/mod.ts";
import {
  type Actor,
  type HistoryEntry,
  type Inventory,
  type Item,
  type Money,
  MoneySchema,
} from "../services/inventory/mod.ts";
import type { Row } from "../services/store/mod.ts";

/** The oldest first. What was taken back did not happen. */
export async function pricesOf(inventory: Inventory, item: Item): Promise<PricePoint[]> {
  const entries = (await inventory.history(item.id)).toReversed();
  const told = new Map(entries.map((entry) => [entry.id, entry]));
  const changes = entries.filter((entry) => isInForce(entry, told)).flatMap(({ at, changes }) =>
    changes.filter(({ path }) => path === "price").map(({ before, after }) => ({
      at,
      before: MoneySchema.safeParse(before).data,
      after: MoneySchema.safeParse(after).data,
    }))
  );
  const first = changes.length > 0 ? changes[0]!.before : item.price;
  const points = changes.flatMap(({ at, after }) => after ? [{ at, price: after }] : []);
  return first ? [{ at: item.createdAt, price: first }, ...points] : points;
}

function isInForce(entry: HistoryEntry, told: ReadonlyMap<string, HistoryEntry>): boolean {
  if (entry.kind === "undone") return false;
  return !isUndone(entry, told);
}

/** The taking back may itself have been taken back. */
function isUndone({ undoneBy }: HistoryEntry, told: ReadonlyMap<string, HistoryEntry>): boolean {
  const undoing = undoneBy === undefined ? undefined : told.get(undoneBy);
  return undoing !== undefined && !isUndone(undoing, told);
}

/** @returns the entry of its history. @throws Failure `inventory.edited_elsewhere` when it changed since */
export async function setPrice(
  inventory: Inventory,
  { id, stamp }: Row<Item>,
  price: Money,
  by: Actor,
): Promise<string> {
  await inventory.edit(id, { price }, by, stamp);
  const entry = (await inventory.history(id)).find(({ changes }) =>
    changes.some(({ path }) => path === "price")
  );
  // The edit has just written it.
  return entry!.id;
}
