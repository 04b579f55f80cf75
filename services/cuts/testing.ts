/** What tests of this and other rooms open: plans of cuts over a real inventory, on a database in memory. */
import { cutsOfItems } from "../../app/price_cut_inputs.ts";
import { type NewItem, SELLER } from "../inventory/mod.ts";
import { openTestInventory, type TestInventory } from "../inventory/testing.ts";
import { createCuts, type Cuts } from "./cuts.ts";

export const euros = (amount: number) => ({ cents: Math.round(amount * 100), currency: "EUR" });

export interface TestCuts extends TestInventory {
  readonly cuts: Cuts;
  /** On sale since now, with a plan; gives its id. */
  listed(price?: number, cost?: number, more?: NewItem): Promise<string>;
  /** In cents. */
  price(id: string): Promise<number | undefined>;
}

/** @param fair what the evidence says of everything. Write `await using`. */
export async function openTestCuts({ fair }: { fair?: number } = {}): Promise<TestCuts> {
  const opened = await openTestInventory();
  const { db, clock, inventory } = opened;
  const cuts = createCuts({
    db,
    clock,
    ...cutsOfItems(inventory),
    ...(fair !== undefined && { fairPrice: () => Promise.resolve(euros(fair)) }),
  });
  return {
    ...opened,
    cuts,
    async listed(price = 30, cost = 4, more = {}) {
      const given = { price: euros(price), cost: euros(cost), ...more };
      const { id } = await inventory.create(given, SELLER);
      await inventory.move(id, "listed", SELLER);
      await cuts.follow(id);
      return id;
    },
    price: async (id) => (await inventory.byId(id)).value.price?.cents,
  };
}
