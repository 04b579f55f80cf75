/** Gives price-cut plans access to items, their price history and their estimated price. */
import type { Money } from "../services/base/money.ts";
import { subjectOf } from "./own_sales.ts";
import { pricesOf } from "./price_history.ts";
import type { CutsNeeds } from "../services/cuts/mod.ts";
import { isFailure } from "../services/base/errors.ts";
import type { Inventory, Item } from "../services/inventory/mod.ts";
import type { Evidence } from "../services/market/mod.ts";

type CutInputs = Pick<CutsNeeds, "getItem" | "listPrices" | "setPrice" | "undoPrice">;

export function priceCutInputs(inventory: Inventory): CutInputs {
  return {
    getItem: (id) =>
      inventory.byId(id).catch((error) => {
        if (isFailure(error, "not_found")) return null;
        throw error;
      }),
    listPrices: (item) => pricesOf(inventory, item),
    async setPrice({ id, stamp }, price, by) {
      const { entry } = await inventory.save(id, { fields: { price } }, by, { expect: stamp });
      return entry?.id ?? null;
    },
    undoPrice: (entryId, by) => inventory.undo(entryId, by),
  };
}

/** @returns null without enough evidence, or where the estimate is weak */
export async function estimateFairPrice(evidence: Evidence, item: Item): Promise<Money | null> {
  const answer = evidence.appraise(subjectOf(item), await evidence.struckOut(item.id));
  return answer.enough && answer.confidence !== "weak" ? answer.fair : null;
}
