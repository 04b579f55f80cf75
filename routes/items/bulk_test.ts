/** What the list's own forms say when something is missing: the list stays, with the sentence. */
import assert from "node:assert/strict";
import { SELLER } from "../../services/inventory/mod.ts";
import { flashOf, logIn } from "../../tests/support/owner_pages.ts";
import { openTestHouse } from "../../tests/support/whole_house.ts";

Deno.test("a change of many items without its value leads back to the list, and changes nothing", async () => {
  await using house = await openTestHouse();
  const { inventory } = house.services;
  const { id } = await inventory.create({ price: { cents: 1_000, currency: "EUR" } }, SELLER);
  const pages = await logIn(house);
  const back = "/items?state=draft";
  for (const wrong of [{ percent: "" }, { percent: "molto" }, { percent: "-99" }]) {
    const answer = await pages.post("/items/bulk", { id, back, kind: "price_percent", ...wrong });
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get("location"), back);
    assert.equal(flashOf(answer)?.key, "inventory.bad_action");
  }
  assert.equal((await inventory.byId(id)).value.price?.cents, 1_000);
});

Deno.test("a search that is kept without a name leads back to it, and says what is missing", async () => {
  await using house = await openTestHouse();
  const pages = await logIn(house);
  const address = "/items?q=nike";
  const answer = await pages.post("/items/views", { view: " ", address });
  assert.equal(answer.headers.get("location"), address);
  assert.equal(flashOf(answer)?.key, "items.view_needs_name");
  assert.deepEqual(await house.services.inventory.views.list(), []);
});
