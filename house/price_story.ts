/** What an item has cost over time, as its history tells it. */
import type { PricePoint } from "../services/cuts/mod.ts";
import {
  type HistoryEntry,
  type Inventory,
  type Item,
  MoneySchema,
} from "../services/inventory/mod.ts";

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
