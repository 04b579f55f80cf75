/** For tests: an inventory on a database in memory. */
import { openTestDatabase, type TestDatabase } from "../store/testing.ts";
import type { FactName, Facts, FactValue, Source } from "../taxonomy/facts.ts";
import { createInventory, type Inventory } from "./inventory.ts";

export interface TestInventory extends TestDatabase {
  readonly inventory: Inventory;
}

/** Write `await using`. */
export async function openTestInventory(): Promise<TestInventory> {
  const database = await openTestDatabase();
  const inventory = createInventory(database);
  await inventory.ready;
  const close = async () => {
    await inventory.close();
    await database.close();
  };
  return { ...database, inventory, close, [Symbol.asyncDispose]: close };
}

/** Creates one fact as a reader would. */
export function fact<N extends FactName>(
  name: N,
  value: FactValue<N>,
  source: Source = "imported",
  confidence = 0.8,
  at = 1,
): Facts {
  return { [name]: { value, source, confidence, at } };
}
