/** Reads the prices that an item had over time from its history. */
import { MoneySchema } from "../services/base/money.ts";
import type { PricePoint } from "../services/cuts/mod.ts";
import type { HistoryEntry, Inventory, Item } from "../services/inventory/mod.ts";

/** @returns the oldest first, without changes that were undone */
export async function pricesOf(inventory: Inventory, item: Item): Promise<PricePoint[]> {
  const entries = (await inventory.history(item.id)).toReversed();
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const changes = entries.filter((entry) => isInForce(entry, byId)).flatMap(({ at, changes }) =>
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

function isInForce(entry: HistoryEntry, byId: ReadonlyMap<string, HistoryEntry>): boolean {
  if (entry.kind === "undone") return false;
  return !isUndone(entry, byId);
}

/** An undo may itself have been undone. */
function isUndone({ undoneBy }: HistoryEntry, byId: ReadonlyMap<string, HistoryEntry>): boolean {
  const undoing = undoneBy === undefined ? undefined : byId.get(undoneBy);
  return undoing !== undefined && !isUndone(undoing, byId);
}
