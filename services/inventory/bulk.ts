/** Applies one action to many items; items that refuse it are reported with the reason. */
import { conflict, invalid } from "../base/errors.ts";
import { type BatchResult, type BulkAction, BulkActionSchema } from "./batch.ts";
import { runBatch } from "./chunks.ts";
import { moved, mustBeLot } from "./edit.ts";
import type { HistoryKind } from "./history.ts";
import type { Actor, Item } from "./item.ts";
import { patched } from "./new_item.ts";
import { type Bench, mustBeAtHand, writeItem } from "./write.ts";

/** The marketplace takes no price outside of these. */
const PRICE_CENTS_MIN = 100;
const PRICE_CENTS_MAX = 3_000_000;

const TOLD_AS: Partial<Record<BulkAction["kind"], HistoryKind>> = {
  move: "moved",
  trash: "trashed",
  restore: "restored",
};

export async function bulk(
  bench: Bench,
  ids: readonly string[],
  given: BulkAction,
  by: Actor,
): Promise<BatchResult> {
  const { success, data: action } = BulkActionSchema.safeParse(given);
  if (!success) throw invalid("inventory.bad_action");
  if (action.kind === "lot" && action.lotId) await mustBeLot(bench, action.lotId);
  const now = bench.clock.now();
  const batch = { id: bench.newId(), kind: "bulk", at: now, by, changed: 0, action } as const;
  const telling = { kind: TOLD_AS[action.kind] ?? "edited", by, batchId: batch.id };
  return await runBatch(
    bench,
    batch,
    ids,
    (change, row) => writeItem(bench, change, row, acted(row.value, action, now), telling) !== null,
  );
}

/** @throws Failure with the reason why this item is left as it is */
function acted(item: Item, action: BulkAction, now: number): Item {
  if (action.kind === "restore") return restored(item);
  if (action.kind === "trash") return item.trashedAt ? item : { ...item, trashedAt: now };
  mustBeAtHand(item);
  switch (action.kind) {
    case "box":
      return patched(item, { box: action.box });
    case "origin":
      return patched(item, { origin: action.origin });
    case "lot":
      return patched(item, { lotId: action.lotId });
    case "move":
      return moved(item, action.to, {}, now);
    case "price_percent":
      return priced(item, action.percent);
  }
}

function restored({ trashedAt: _, ...item }: Item): Item {
  return item;
}

function priced(item: Item, percent: number): Item {
  const { price, number } = item;
  if (!price) throw conflict("inventory.no_price", { number });
  const cents = Math.round(price.cents * (100 + percent) / 100);
  if (cents < PRICE_CENTS_MIN || cents > PRICE_CENTS_MAX) {
    throw conflict("inventory.price_out_of_range", { number });
  }
  return { ...item, price: { ...price, cents } };
}
