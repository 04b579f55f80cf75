import assert from "node:assert/strict";
import { type Item, SELLER } from "./item.ts";
import { fact, openTestInventory } from "./testing.ts";
import { displayTitle } from "./title.ts";

Deno.test("displayTitle() names an item by what is known of it, the same for item and row", async () => {
  await using t = await openTestInventory();
  const facts = {
    ...fact("category", "women.blazers"),
    ...fact("brand", "Zara"),
    ...fact("model", "Milano"),
    ...fact("colours", [1, 12]),
  };
  const { value } = await t.inventory.create({ facts }, SELLER);
  for (const subject of [value, t.inventory.find({}).rows[0]!]) {
    assert.equal(displayTitle(subject, "it"), "Blazer Zara Milano, nero e bianco");
    assert.equal(displayTitle(subject, "en"), "Blazer Zara Milano, black and white");
  }
});

Deno.test("displayTitle() makes do with little, and says when there is nothing", () => {
  const item = { facts: {} } as Item;
  assert.equal(displayTitle(item, "it"), null);
  assert.equal(displayTitle({ ...item, facts: fact("brand", "Nike") }, "it"), "Nike");
  assert.equal(displayTitle({ ...item, facts: fact("colours", [1]) }, "it"), "Nero");
});
