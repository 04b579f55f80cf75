/** Showing items in the public shop: what cannot be shown says why, alone and among many. */
import assert from "node:assert/strict";
import { type NewItem, SELLER } from "../../services/inventory/mod.ts";
import { fact } from "../../services/inventory/testing.ts";
import { sampleWardrobe } from "../../services/demo/wardrobe.ts";
import { flashOf, logIn } from "../../tests/support/owner_pages.ts";
import { openTestHouse } from "../../tests/support/whole_house.ts";

const price = { cents: 2_500, currency: "EUR" };
const WHOLE: NewItem = { state: "listed", price, facts: fact("category", "women.blazers") };

async function openItems(...given: NewItem[]) {
  const house = await openTestHouse();
  const { inventory, shop } = house.services;
  const ids: string[] = [];
  for (const item of given) ids.push((await inventory.create(item, SELLER)).id);
  return {
    ids,
    shown: () => shop.shelf().goods.map(({ number }) => number).sort(),
    pages: await logIn(house),
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  };
}

Deno.test("an item without a price or category has no button for the shop, and cannot be sent there", async () => {
  await using t = await openItems({ state: "listed" });
  const page = await t.pages.read("/items/1");
  assert.match(page, /Non può stare in vetrina: manca il prezzo, manca la categoria\./);
  assert.doesNotMatch(page, /Mettilo in vetrina/);
  const answer = await t.pages.post("/items/1/shop", { shown: "yes" });
  assert.equal(answer.headers.get("location"), "/items/1#shop");
  assert.equal(flashOf(answer)?.key, "shop.cannot");
  assert.deepEqual(t.shown(), []);
});

Deno.test("a sample says that it is none of the seller's own", async () => {
  const [sample] = sampleWardrobe(0);
  await using t = await openItems(sample!.item);
  assert.match(await t.pages.read("/items/1"), /Non può stare in vetrina: è un capo di esempio\./);
  await t.pages.post("/items/1/shop", { shown: "yes" });
  assert.deepEqual(t.shown(), []);
});

Deno.test("of many those that can are shown, and the sentence says how many cannot and why", async () => {
  await using t = await openItems(WHOLE, { state: "listed", price }, WHOLE);
  const answer = await t.pages.post("/items/shop", { id: t.ids, shown: "yes", back: "/items" });
  const { key, params, undo } = flashOf(answer)!;
  assert.equal(key, "shop.partly_shown");
  assert.deepEqual(params, { changed: 2, refused: 1, reason: "manca la categoria" });
  assert.deepEqual(t.shown(), [1, 3]);
  await t.pages.post(undo!.action, undo!.fields);
  assert.deepEqual(t.shown(), []);
});
