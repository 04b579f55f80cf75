/** Price cuts over a real inventory, on a database in memory. */
import { priceCutInputs } from "../../app/price_cut_inputs.ts";
import { type NewItem, SELLER } from "../inventory/mod.ts";
import { openTestInventory, type TestInventory } from "../inventory/testing.ts";
import { createCuts, type Cuts } from "./cuts.ts";

export const euros = (amount: number) => ({ cents: Math.round(amount * 100), currency: "EUR" });

export interface TestCuts extends TestInventory {
  readonly cuts: Cuts;
  /** Creates an item that is listed now and has a plan; returns its id. */
  listed(price?: number, cost?: number, more?: NewItem): Promise<string>;
  /** The item's price in cents. */
  price(id: string): Promise<number | undefined>;
}

/** @param fair the fair price of every item. Use with `await using`. */
export async function openTestCuts({ fair }: { fair?: number } = {}): Promise<TestCuts> {
  const opened = await openTestInventory();
  const { db, clock, inventory } = opened;
  const cuts = createCuts({
    db,
    clock,
    ...priceCutInputs(inventory),
    ...(fair !== undefined && { fairPrice: () => Promise.resolve(euros(fair)) }),
  });
  return {
    ...opened,
    cuts,
    async listed(price = 30, cost = 4, more = {}) {
      const given = { price: euros(price), cost: euros(cost), ...more };
      const { id } = await inventory.create(given, SELLER);
      await inventory.move(id, "listed", SELLER);
      await cuts.savePlan(id);
      return id;
    },
    price: async (id) => (await inventory.byId(id)).value.price?.cents,
  };
}
