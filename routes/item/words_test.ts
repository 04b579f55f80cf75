/** Words typed on an item's page and with a new item are saved in one change and reported. */
import assert from "node:assert/strict";
import { type NewItem, SELLER } from "../../services/inventory/mod.ts";
import { fact } from "../../services/inventory/testing.ts";
import { flashOf, logIn } from "../../tests/support/owner_pages.ts";
import { fieldIn } from "../../tests/support/sent_form.ts";
import { openTestHouse } from "../../tests/support/whole_house.ts";

const SENTENCE =
  "blazer Mango beige 42 ottime petto 50 lungo 51 macchia piccola sulla manica 18 euro pagato 3 scatola B";

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

Deno.test("a sentence on the item's page is one change, and one undo takes all of it back", async () => {
  await using t = await openItem({ note: "di Anna" });
  const answer = await t.pages.post("/items/1/words", { words: `${SENTENCE} lotto soffitta` });
  assert.equal(answer.headers.get("location"), "/items/1#facts");
  const { facts, price, cost, box, lotId } = await t.item();
  assert.equal(facts.category?.value, "women.blazers");
  assert.deepEqual(facts.measures?.value, { chest: 500, length: 510 });
  assert.deepEqual(facts.flaws?.value, ["macchia piccola sulla manica"]);
  assert.deepEqual([price?.cents, cost?.cents, box], [1_800, 300, "B"]);
  assert.equal((await t.inventory.lots.get(lotId!)).name, "soffitta");
  const said = flashOf(answer)!;
  assert.equal(said.key, "items.words_read");
  await t.pages.post(said.undo!.action, said.undo!.fields);
  const undone = await t.item();
  assert.deepEqual([undone.facts, undone.price, undone.box, undone.lotId], [
    {},
    undefined,
    undefined,
    undefined,
  ]);
  assert.equal(undone.note, "di Anna");
});

Deno.test("words that nobody understands are added to the note, once", async () => {
  await using t = await openItem({ note: "di Anna" });
  for (const _ of [1, 2]) {
    const answer = await t.pages.post("/items/1/words", { words: "profuma di lavanda" });
    assert.equal(flashOf(answer)?.params?.kept, "all");
    assert.equal((await t.item()).note, "di Anna\nprofuma di lavanda");
  }
});

Deno.test("the words of a known garment are read as what it is", async () => {
  await using t = await openItem({ facts: fact("category", "girls.sneakers") });
  await t.pages.post("/items/1/words", { words: "28 rosse" });
  assert.equal((await t.item()).facts.sizeLabel?.value, "28");
});

Deno.test("words that are missing or too many change nothing", async () => {
  await using t = await openItem({});
  for (
    const [words, sentence] of [[" ", /almeno una parola/], [
      "x".repeat(501),
      /Al massimo 500/,
    ]] as const
  ) {
    const answer = await t.pages.post("/items/1/words", { words });
    assert.equal(answer.status, 422);
    const field = fieldIn(await answer.text(), "words");
    assert.equal(field.value, words);
    assert.match(field.error!, sentence);
  }
  assert.equal((await t.inventory.history(t.id)).length, 1);
});

Deno.test("words for which the note has no room come back as they were typed", async () => {
  await using t = await openItem({ note: "x".repeat(1_995) });
  const answer = await t.pages.post("/items/1/words", { words: "profuma di lavanda 18 euro" });
  assert.equal(answer.status, 422);
  const page = await answer.text();
  assert.ok(page.includes("La nota è piena") && page.includes("profuma di lavanda 18 euro"));
  assert.equal((await t.item()).price, undefined);
});

Deno.test("the form of a new item comes back with all that was typed where its words are too many", async () => {
  await using t = await openItem({});
  const body = new FormData();
  const words = "parola ".repeat(90).trim();
  for (const [name, value] of Object.entries({ words, box: "Z9", origin: "resale" })) {
    body.append(name, value);
  }
  const answer = await t.pages.ask("/items/new", { method: "POST", body });
  assert.equal(answer.status, 422);
  const page = await answer.text();
  for (const kept of [words, 'value="Z9"', "Al massimo 500"]) assert.ok(page.includes(kept), kept);
  await assert.rejects(t.inventory.get(2));
});

Deno.test("a new item is made of its words; their box counts more than the one that was used last", async () => {
  await using t = await openItem({ box: "A1" });
  const body = new FormData();
  body.append("words", `${SENTENCE}, profuma di lavanda`);
  body.append("box", "A1");
  const answer = await t.pages.ask("/items/new", { method: "POST", body });
  assert.equal(answer.headers.get("location"), "/items/2");
  const { value: item } = await t.inventory.get(2);
  assert.equal(item.facts.brand?.value, "Mango");
  assert.deepEqual([item.price?.cents, item.cost?.cents, item.box], [1_800, 300, "B"]);
  assert.equal(item.note, "profuma di lavanda");
  assert.equal(flashOf(answer)?.params?.kept, "some");
});

Deno.test("the page after it marks the words by what they were understood as, and shows the note", async () => {
  await using t = await openItem({});
  const answer = await t.pages.post("/items/1/words", { words: "tods 38 profuma di lavanda" });
  const page = await (await t.pages.follow(answer)).text();
  assert.match(page, /Marchio<\/span><mark>tods<\/mark>/);
  assert.match(page, /Taglia<\/span><mark>38<\/mark>/);
  assert.match(page, /Nella nota: «profuma di lavanda»/);
  assert.doesNotMatch(await t.pages.read("/items/1"), /<mark>/);
});
