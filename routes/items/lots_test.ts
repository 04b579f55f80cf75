/** Lots through the whole app: made once, refused in place, merged with what another tab saved. */
import assert from "node:assert/strict";
import { logIn, mainOf } from "../../tests/support/owner_pages.ts";
import { fieldIn, formIn } from "../../tests/support/sent_form.ts";
import { openTestHouse } from "../../tests/support/whole_house.ts";

async function openLots() {
  const house = await openTestHouse();
  return {
    lots: house.services.inventory.lots,
    pages: await logIn(house),
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  };
}

Deno.test("the form of a new lot makes one, however often it is sent, and another one for other words", async () => {
  await using t = await openLots();
  const form = { ...formIn(await t.pages.read("/lots"), "/lots"), name: "Mercatino", cost: "30" };
  const answers = await Promise.all([1, 2, 3].map(() => t.pages.post("/lots", form)));
  const places = new Set(answers.map(({ headers }) => headers.get("location")));
  assert.equal(places.size, 1);
  assert.equal((await t.lots.list()).length, 1);
  await t.pages.post("/lots", { ...form, name: "Soffitta" });
  const fresh = formIn(await t.pages.read("/lots"), "/lots");
  await t.pages.post("/lots", { ...fresh, name: "Mercatino", cost: "30" });
  assert.deepEqual((await t.lots.list()).map(({ name }) => name).sort(), [
    "Mercatino",
    "Mercatino",
    "Soffitta",
  ]);
});

Deno.test("a refused lot comes back with what was typed, and nothing is made", async () => {
  await using t = await openLots();
  const answer = await t.pages.post("/lots", { name: " ", cost: "-3", note: "dal mercatino" });
  assert.equal(answer.status, 422);
  const page = await mainOf(answer);
  assert.ok(fieldIn(page, "name").error);
  assert.equal(fieldIn(page, "cost").value, "-3");
  assert.ok(fieldIn(page, "cost").error);
  assert.deepEqual(formIn(page, "/lots").note, ["dal mercatino"]);
  assert.deepEqual(await t.lots.list(), []);
});

Deno.test("a lot edited in two tabs keeps both changes, and asks where they are of one field", async () => {
  await using t = await openLots();
  const { id } = await t.lots.create({ name: "Lotto", note: "prima" });
  const path = `/lots/${id}`;
  const tab = formIn(await t.pages.read(path), path);
  await t.pages.post(path, { ...tab, name: "Uno" });
  assert.equal((await t.pages.post(path, { ...tab, note: "dopo" })).status, 303);
  const { name, note } = await t.lots.get(id);
  assert.deepEqual([name, note], ["Uno", "dopo"]);
  const stale = await t.pages.post(path, { ...tab, name: "Due" });
  assert.equal(stale.status, 409);
  const page = await mainOf(stale);
  assert.equal(fieldIn(page, "name").theirs, "Salvato intanto: Uno");
  assert.equal((await t.pages.post(path, formIn(page, path))).status, 303);
  assert.equal((await t.lots.get(id)).name, "Due");
});
