import assert from "node:assert/strict";
import { isFailure } from "../base/errors.ts";
import { understandWords } from "../taxonomy/mod.ts";
import { NOTE_CHARS_MAX, SELLER } from "./item.ts";
import { fact, openTestInventory } from "./testing.ts";
import { changesOfWords, newItemOfWords } from "./typed_words.ts";

const SENTENCE =
  "blazer Mango beige 42 ottime petto 50 lungo 51 macchia piccola sulla manica 18 euro pagato 3 scatola B lotto mercatino, da stirare";

Deno.test("a sentence becomes facts, fields, lot and note of a new item, all said by the seller", async () => {
  await using t = await openTestInventory();
  const { value: item } = await t.inventory.create(
    newItemOfWords(changesOfWords(understandWords(SENTENCE), { facts: {} }), 7),
    SELLER,
  );
  const { facts } = item;
  const said = Object.fromEntries(Object.entries(facts).map(([name, { value }]) => [name, value]));
  assert.deepEqual(said, {
    category: "women.blazers",
    brand: "Mango",
    sizeLabel: "42",
    condition: 2,
    colours: [4],
    measures: { chest: 500, length: 510 },
    flaws: ["macchia piccola sulla manica"],
  });
  assert.ok(Object.values(facts).every(({ source, at }) => source === "seller" && at === 7));
  assert.deepEqual(item.price, { cents: 1_800, currency: "EUR" });
  assert.deepEqual(item.cost, { cents: 300, currency: "EUR" });
  assert.equal(item.box, "B");
  assert.equal((await t.inventory.lots.get(item.lotId!)).name, "mercatino");
  assert.equal(item.note, "da stirare");
});

Deno.test("a sentence is one change of an item, with one history entry that takes all of it back", async () => {
  await using t = await openTestInventory();
  const { inventory } = t;
  const before = (await inventory.create({ note: "comprata a Lucca" }, SELLER)).value;
  const understood = understandWords(SENTENCE);
  const { row, entry } = await inventory.save(
    before.id,
    (item) => changesOfWords(understood, item),
    SELLER,
  );
  assert.equal(row.value.note, "comprata a Lucca\nda stirare");
  assert.equal((await inventory.history(before.id)).length, 2);
  const undone = (await inventory.undo(entry!.id, SELLER)).value;
  assert.deepEqual({ ...undone, updatedAt: 0 }, { ...before, updatedAt: 0 });
});

Deno.test("measures, flaws, details and notes are added to those that are known", () => {
  const facts = {
    ...fact("measures", { chest: 500, length: 700 }),
    ...fact("flaws", ["macchia sulla manica"]),
    ...fact("details", "vintage"),
  };
  const text =
    "spalle 42 petto 51 buco in tasca macchia sulla manica con cappuccio profuma di lavanda";
  const { facts: said, fields } = changesOfWords(understandWords(text), { facts, note: "a" });
  assert.deepEqual(said.measures, { chest: 510, length: 700, shoulders: 420 });
  assert.deepEqual(said.flaws, ["macchia sulla manica", "buco in tasca"]);
  assert.equal(said.details, "vintage, con cappuccio");
  assert.equal(fields.note, "a\nprofuma di lavanda");
});

Deno.test("no flaws is an answer, and takes back those that were known", () => {
  const facts = fact("flaws", ["macchia sulla manica"]);
  assert.deepEqual(changesOfWords(understandWords("senza difetti"), { facts }).facts.flaws, []);
});

Deno.test("flaws and details for which there is no room stand in the note", () => {
  const facts = {
    ...fact("flaws", Array.from({ length: 10 }, (_, i) => `graffio ${i}`)),
    ...fact("details", "x".repeat(499)),
  };
  const { facts: said, fields } = changesOfWords(understandWords("buco in tasca vintage"), {
    facts,
  });
  assert.equal(said.flaws?.length, 10);
  assert.equal(said.details, undefined);
  assert.equal(fields.note, "buco in tasca, vintage");
});

Deno.test("a garment whose department is open is a note until the item tells the department", () => {
  const understood = understandWords("felpa Nike");
  const open = changesOfWords(understood, { facts: {} });
  assert.equal(open.facts.category, undefined);
  assert.equal(open.fields.note, "felpa");
  const known = changesOfWords(understood, { facts: fact("category", "men.tops") });
  assert.equal(known.facts.category, "men.hoodies");
  assert.equal(known.fields.note, undefined);
});

Deno.test("words that stand in the note already are not added a second time", () => {
  const { fields, kept } = changesOfWords(understandWords("profuma di lavanda"), {
    facts: {},
    note: "a\nprofuma di lavanda",
  });
  assert.equal(fields.note, undefined);
  assert.equal(kept, "profuma di lavanda");
});

Deno.test("a note that is full refuses more words instead of dropping them", () => {
  const note = "x".repeat(NOTE_CHARS_MAX - 2);
  assert.throws(
    () => changesOfWords(understandWords("profuma di lavanda"), { facts: {}, note }),
    (error) => isFailure(error, "invalid") && error.key === "inventory.note_full",
  );
});
