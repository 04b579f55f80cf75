/** Saving an item by the forms of its page: one change, one history entry, one undo. */
import assert from "node:assert/strict";
import { type NewItem, SELLER } from "../../services/inventory/mod.ts";
import { fact } from "../../services/inventory/testing.ts";
import { flashOf, logIn, mainOf } from "../../tests/support/owner_pages.ts";
import { fieldIn, formIn } from "../../tests/support/sent_form.ts";
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

Deno.test("a refused edit keeps all that was typed, says at each field what is wrong, and saves nothing", async () => {
  await using t = await openItem({ box: "A1" });
  const before = await t.item();
  const typed = { box: "B2", flaws: "un buco", price: "abc", cost: "-5", note: "una nota" };
  const answer = await t.pages.post("/items/1/edit", typed);
  assert.equal(answer.status, 422);
  const page = await mainOf(answer);
  const kept = formIn(page, "/items/1/edit");
  assert.deepEqual(kept.flaws, ["un buco"]);
  assert.deepEqual(kept.note, ["una nota"]);
  assert.deepEqual(kept.box, ["B2"]);
  const price = fieldIn(page, "price");
  assert.equal(price.value, "abc");
  assert.match(price.error!, /Non ho capito «abc»/);
  assert.match(price.tag, /aria-invalid="true"/);
  assert.match(price.tag, /aria-describedby="[^"]*price-error"/);
  assert.match(price.tag, / autofocus/);
  const cost = fieldIn(page, "cost");
  assert.match(cost.error!, /da 0 a/);
  assert.doesNotMatch(cost.tag, / autofocus/);
  assert.match(page, /role="alert".*href="#price".*href="#cost"/);
  assert.deepEqual(await t.item(), before);
});

Deno.test("a refused form of the item's page comes back on that page with what was typed", async () => {
  await using t = await openItem({ state: "listed", price: { cents: 900, currency: "EUR" } });
  const before = await t.item();
  const refused: [path: string, fields: Record<string, string>, name: string][] = [
    ["price", { price: "nove" }, "price"],
    ["price", { price: "-1" }, "price"],
    ["words", { words: "x".repeat(501) }, "words"],
    ["words", { words: "" }, "words"],
    ["state", { to: "sold", soldFor: "tanto" }, "soldFor"],
    ["state", { to: "listed", link: "https://example.com/x" }, "link"],
  ];
  for (const [path, fields, name] of refused) {
    const answer = await t.pages.post(`/items/1/${path}`, fields);
    assert.equal(answer.status, 422, `${path} ${JSON.stringify(fields)}`);
    if (name === "link") continue; // Listed already: the step has no field any more.
    const page = await mainOf(answer);
    const field = fieldIn(page, name);
    assert.equal(field.value, fields[name], path);
    assert.ok(field.error, path);
    assert.match(page, /id="facts"/);
  }
  assert.deepEqual(await t.item(), before);
});

Deno.test("the edit form of a second tab overwrites nothing that the first one saved", async () => {
  await using t = await openItem({ box: "A1", note: "prima" });
  const tab = formIn(await t.pages.read("/items/1/edit"), "/items/1/edit");
  await t.pages.post("/items/1/edit", { ...tab, box: "B2", price: "10" });
  assert.equal((await t.pages.post("/items/1/edit", { ...tab, note: "dopo" })).status, 303);
  const { box, note, price } = await t.item();
  assert.deepEqual([box, note, price?.cents], ["B2", "dopo", 1_000]);
});

Deno.test("a field that both tabs changed is asked about, with both values, and saved by a second press", async () => {
  await using t = await openItem({ box: "A1" });
  const tab = formIn(await t.pages.read("/items/1/edit"), "/items/1/edit");
  await t.pages.post("/items/1/edit", { ...tab, box: "B2" });
  const answer = await t.pages.post("/items/1/edit", { ...tab, box: "C3", note: "mia" });
  assert.equal(answer.status, 409);
  const page = await mainOf(answer);
  const { value, theirs } = fieldIn(page, "box");
  assert.deepEqual([value, theirs], ["C3", "Salvato intanto: B2"]);
  assert.match(page, /Salva lo stesso/);
  assert.equal((await t.item()).box, "B2");
  const again = formIn(page, "/items/1/edit");
  assert.equal((await t.pages.post("/items/1/edit", again)).status, 303);
  const { box, note } = await t.item();
  assert.deepEqual([box, note], ["C3", "mia"]);
});

Deno.test("prices, taps, words and steps of a stale page overwrite nothing in silence", async () => {
  await using t = await openItem({ facts: fact("model", "Air") });
  await t.inventory.create({ facts: fact("brand", "Nike") }, SELLER);
  const tab = await t.pages.read("/items/1");
  const sent = (action: string) => formIn(tab, `/items/1/${action}`);
  await t.inventory.save(t.id, {
    facts: { brand: "Puma" },
    fields: { price: { cents: 700, currency: "EUR" } },
  }, SELLER);
  await t.inventory.move(t.id, "withdrawn", SELLER);
  const before = await t.item();

  const price = await t.pages.post("/items/1/price", { ...sent("price"), price: "9" });
  assert.equal(price.status, 409);
  assert.equal(fieldIn(await mainOf(price), "price").theirs, "Salvato intanto: 7,00");

  const pick = await t.pages.post("/items/1/pick", { ...sent("pick"), brand: "Nike" });
  assert.equal(pick.status, 409);
  const asked = await mainOf(pick);
  assert.match(asked, /Marchio\. Salvato intanto: <strong>Puma/);

  const words = await t.pages.post("/items/1/words", { ...sent("words"), words: "nike" });
  assert.equal(words.status, 409);
  assert.match(fieldIn(await mainOf(words), "words").error!, /Marchio: Puma/);

  const step = await t.pages.post("/items/1/state", { ...sent("state"), to: "listed" });
  assert.equal(step.status, 409);
  assert.match(await mainOf(step), /ora è ritirato/);
  assert.deepEqual(await t.item(), before);

  assert.equal((await t.pages.post("/items/1/pick", formIn(asked, "/items/1/pick"))).status, 303);
  const { brand, model } = (await t.item()).facts;
  assert.deepEqual([brand?.value, model?.value], ["Nike", "Air"]);
});

Deno.test("the edit form knows each of its fields as seen, and no other that is filled", async () => {
  await using t = await openItem({
    box: "A1",
    facts: {
      ...fact("category", "women.blazers"),
      ...fact("size", 208),
      ...fact("measures", { chest: 500 }),
      ...fact("colours", [1, 12]),
    },
  });
  const page = await t.pages.read("/items/1/edit");
  const seen = new URLSearchParams(formIn(page, "/items/1/edit").seen![0]);
  const shown = new Set([...page.matchAll(/ name="([\w.]+)"/g)].map(([, name]) => name!));
  shown.delete("seen");
  assert.deepEqual([...shown].filter((name) => !seen.has(name)), []);
  const filled = [...seen].filter(([, value]) => value !== "").map(([name]) => name);
  assert.deepEqual(filled.filter((name) => !shown.has(name)), []);
});

Deno.test("saving the edit form as it stands changes nothing, whatever the item is", async () => {
  await using t = await openItem({
    price: { cents: 1_250, currency: "GBP" },
    note: "riga uno\nriga due",
    facts: {
      ...fact("category", "women"),
      ...fact("size", 208),
      ...fact("material", [{ fibre: "linen", percent: 55.5 }, { fibre: "silk" }]),
      ...fact("care", ["wash_30"]),
      ...fact("flaws", ["un buco", "una macchia"]),
      ...fact("measures", { chest: 485, heel: 30 }),
    },
  });
  const before = await t.item();
  const page = await (await t.pages.ask("/items/1/edit")).text();
  const answer = await t.pages.post("/items/1/edit", formIn(page, "/items/1/edit"));
  assert.equal(answer.status, 303);
  assert.equal(flashOf(answer)?.undo, undefined);
  assert.deepEqual(await t.item(), before);
});

Deno.test("calling an item ready says what it lacks, and does it when asked once more", async () => {
  await using t = await openItem({ facts: fact("brand", "Zara") });
  const answer = await t.pages.post("/items/1/state", { to: "ready" });
  assert.equal(answer.status, 422);
  const page = await mainOf(answer);
  assert.match(page, /Prima di dirlo pronto mancano \d+ cose/);
  assert.match(page, /href="#ask-price"/);
  assert.match(page, /href="\/items\/1\/edit#category"/);
  assert.equal((await t.item()).state, "draft");
  const anyway = { to: "ready", anyway: "on" };
  assert.equal(
    (await t.pages.post("/items/1/state", anyway)).headers.get("location"),
    "/items/1#state",
  );
  assert.equal((await t.item()).state, "ready");
});

Deno.test("each action on the item's page leads back to where it was taken", async () => {
  await using t = await openItem();
  const places: [path: string, fields: Record<string, string>, place: string][] = [
    ["words", { words: "felpa nike" }, "#facts"],
    ["pick", { condition: "2" }, "#facts"],
    ["price", { price: "12" }, "#price"],
    ["state", { to: "listed" }, "#state"],
  ];
  for (const [path, fields, place] of places) {
    const answer = await t.pages.post(`/items/1/${path}`, fields);
    assert.equal(answer.headers.get("location"), `/items/1${place}`, path);
    const { action, fields: back } = flashOf(answer)!.undo!;
    const undone = await t.pages.post(action, back);
    assert.equal(undone.headers.get("location"), `/items/1${place}`, `undo of ${path}`);
  }
  for (const path of ["words", "pick", "state"]) {
    assert.equal((await t.pages.ask(`/items/1/${path}`)).headers.get("location"), "/items/1");
  }
});
