/** Saving an item by the forms of its page: one change, one history entry, one undo. */
import assert from "node:assert/strict";
import { type NewItem, SELLER } from "../../services/inventory/mod.ts";
import { fact } from "../../services/inventory/testing.ts";
import { flashOf, logIn } from "../../tests/support/owner_pages.ts";
import { openTestHouse } from "../../tests/support/whole_house.ts";

async function openItem(given: NewItem = {}) {
  const house = await openTestHouse();
  const { inventory } = house.services;
  const { id } = await inventory.create(given, SELLER);
  return {
    inventory,
    id,
    item: async () => (await inventory.byId(id)).value,
    pages: await logIn(house),
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  };
}

Deno.test("saving the edit form without a change offers no undo of an older change", async () => {
  await using t = await openItem({ box: "A1" });
  await t.inventory.save(t.id, { fields: { box: "A2" } }, SELLER);
  const answer = await t.pages.post("/items/1/edit", { box: "A2", brand: "" });
  assert.equal(answer.status, 303);
  assert.equal(flashOf(answer)?.undo, undefined);
  assert.equal((await t.inventory.history(t.id)).length, 2);
});

Deno.test("a fact and a field of one form are one history entry, which one undo takes back whole", async () => {
  await using t = await openItem({ box: "A1", facts: fact("brand", "Nike") });
  const answer = await t.pages.post("/items/1/edit", { box: "A2", brand: "Puma" });
  assert.equal((await t.inventory.history(t.id)).length, 2);
  const undo = flashOf(answer)!.undo!;
  assert.equal((await t.pages.post(undo.action, undo.fields)).status, 303);
  const { box, facts } = await t.item();
  assert.deepEqual([box, facts.brand?.value], ["A1", "Nike"]);
});

Deno.test("each form of the item's page offers the undo of what it changed, and none where nothing changed", async () => {
  await using t = await openItem({ state: "draft" });
  const forms: [path: string, fields: Record<string, string>][] = [
    ["/items/1/words", { words: "felpa Nike blu" }],
    ["/items/1/price", { price: "12,50" }],
    ["/items/1/price/use", { price: "13.00 EUR" }],
    ["/items/1/state", { to: "listed" }],
  ];
  for (const [path, fields] of forms) {
    const before = await t.inventory.history(t.id);
    const undo = flashOf(await t.pages.post(path, fields))?.undo;
    const [newest, ...older] = await t.inventory.history(t.id);
    assert.deepEqual(older, before, `${path} writes one entry`);
    assert.equal(undo?.action, `/items/history/${newest!.id}/undo`, path);
    assert.equal(flashOf(await t.pages.post(path, fields))?.undo, undefined, `${path} again`);
    assert.equal((await t.inventory.history(t.id)).length, older.length + 1, `${path} again`);
  }
});
