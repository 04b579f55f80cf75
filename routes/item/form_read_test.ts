import assert from "node:assert/strict";
import { translator } from "../../locales/mod.ts";
import type { Facts, Item } from "../../services/inventory/mod.ts";
import { blankForm, type Form, FormRefused } from "../forms/form.ts";
import { itemChanges } from "./form_read.ts";
import { itemValues } from "./form_values.ts";

const words = { t: translator("it"), locale: "it" } as const;

type Fields = Readonly<Record<string, string | readonly string[]>>;

const formOf = (fields: Fields): Form =>
  blankForm(Object.fromEntries(
    Object.entries(fields).map(([name, values]) => [name, [values].flat()]),
  ));

const itemWith = (fields: Partial<Item>) => ({ facts: {}, origin: "own", ...fields }) as Item;

const factsOf = (fields: Fields, facts: Facts) =>
  itemChanges(words, formOf(fields), itemWith({ facts })).facts;

/** Sentences of the refused form, by field. */
function errorsOf(fields: Fields, item: Item): Readonly<Record<string, string>> {
  try {
    itemChanges(words, formOf(fields), item);
  } catch (error) {
    if (error instanceof FormRefused) return error.form.errors;
    throw error;
  }
  return {};
}

const read: Facts = {
  brand: { value: "Mango", source: "tag", confidence: 0.9, at: 1 },
  colours: { value: [4], source: "photo", confidence: 0.6, at: 1 },
};

Deno.test("itemChanges() takes only the facts that differ from what is known", () => {
  assert.deepEqual(factsOf({ brand: "Mango", colours: "4", condition: "", model: "" }, read), {});
  assert.deepEqual(factsOf({ brand: "Zara", colours: ["4", "12"], condition: "2" }, read), {
    brand: "Zara",
    colours: [4, 12],
    condition: 2,
  });
});

Deno.test("itemChanges() says a fact is left empty only where it was known", () => {
  assert.deepEqual(factsOf({ brand: "", model: "", colours: [] }, read), {
    brand: null,
    colours: null,
  });
});

Deno.test("itemChanges() takes one tapped answer and nothing else", () => {
  assert.deepEqual(factsOf({ colours: "9" }, {}), { colours: [9] });
  assert.deepEqual(factsOf({ condition: "3" }, read), { condition: 3 });
});

Deno.test("itemChanges() reads material, measures and flaws as a seller types them", () => {
  const form = {
    material: "55% lino, 45 % viscosa",
    "measure.chest": "48,5",
    "measure.length": "",
    flaws: "macchia sul polso\n\n bottone mancante ",
  };
  assert.deepEqual(factsOf(form, {}), {
    material: [{ fibre: "linen", percent: 55 }, { fibre: "viscose", percent: 45 }],
    measures: { chest: 485 },
    flaws: ["macchia sul polso", "bottone mancante"],
  });
  assert.deepEqual(factsOf({ flaws: "", no_flaws: "on" }, {}), { flaws: [] });
  const flawless: Facts = { flaws: { value: [], source: "seller", confidence: 1, at: 1 } };
  assert.deepEqual(factsOf({ flaws: "", no_flaws: [] }, flawless), { flaws: null });
  assert.deepEqual(factsOf({ flaws: "un buco", no_flaws: "on" }, flawless), { flaws: ["un buco"] });
});

Deno.test("itemChanges() changes one of several measures and leaves the others", () => {
  const facts: Facts = {
    measures: { value: { chest: 480, length: 700 }, source: "seller", confidence: 1, at: 1 },
  };
  assert.deepEqual(factsOf({ "measure.chest": "49", "measure.length": "70" }, facts), {
    measures: { chest: 490, length: 700 },
  });
});

Deno.test("itemChanges() refuses all that it cannot understand at once, each at its field", () => {
  const errors = errorsOf(
    {
      material: "kryptonite",
      "measure.chest": "tanto",
      condition: "9",
      colours: ["1", "2", "3"],
      category: "women.nothing",
      size: "999999",
      price: "-5",
      cost: "abc",
      note: "x".repeat(2_001),
      acquiredOn: "ieri",
      brand: "Zara",
    },
    itemWith({
      facts: { category: { value: "women.blazers", source: "seller", confidence: 1, at: 1 } },
    }),
  );
  assert.deepEqual(Object.keys(errors).sort(), [
    "acquiredOn",
    "category",
    "colours",
    "condition",
    "cost",
    "material",
    "measure.chest",
    "note",
    "price",
    "size",
  ]);
});

Deno.test("itemChanges() does not doubt what stands in a field that was not touched", () => {
  const odd = itemWith({
    facts: {
      category: { value: "no.longer.there", source: "imported", confidence: 1, at: 1 },
      material: { value: [{ fibre: "kryptonite" }], source: "imported", confidence: 1, at: 1 },
    },
    price: { cents: 1_500, currency: "GBP" },
  });
  const form = { ...blankForm(itemValues(odd, words)), seen: itemValues(odd, words) };
  assert.deepEqual(itemChanges(words, form, odd), { facts: {}, fields: {} });
  const dearer = { ...form, values: { ...form.values, price: ["16"] } };
  assert.deepEqual(itemChanges(words, dearer, odd).fields, {
    price: { cents: 1_600, currency: "GBP" },
  });
});

Deno.test("itemChanges() reads prices in cents and empties what was emptied", () => {
  const item = itemWith({ box: "A2", price: { cents: 2400, currency: "EUR" } });
  const form = formOf({ box: "", price: "19,50", cost: "", origin: "resale" });
  assert.deepEqual(itemChanges(words, form, item).fields, {
    box: null,
    price: { cents: 1950, currency: "EUR" },
    origin: "resale",
  });
  const same = formOf({ box: "A2", price: "24,00", origin: "own" });
  assert.deepEqual(itemChanges(words, same, item).fields, {});
});

Deno.test("itemChanges() takes what was changed elsewhere, and asks where both sides changed a field", () => {
  const before = itemWith({ box: "A1", note: "prima", price: { cents: 1_000, currency: "EUR" } });
  const seen = itemValues(before, words);
  const sent = { ...blankForm({ ...seen, box: ["B2"] }), seen };
  const elsewhere = itemWith({ ...before, note: "dopo" });
  assert.deepEqual(itemChanges(words, sent, elsewhere), { facts: {}, fields: { box: "B2" } });
  const boxed = itemWith({ ...before, box: "C3" });
  assert.throws(() => itemChanges(words, sent, boxed), (error) => {
    assert.ok(error instanceof FormRefused);
    assert.equal(error.status, 409);
    assert.deepEqual(error.form.theirs, { box: ["C3"] });
    assert.deepEqual(error.form.values.box, ["B2"]);
    const again = { ...blankForm(error.form.values), seen: error.form.seen };
    assert.deepEqual(itemChanges(words, again, boxed).fields, { box: "B2" });
    return true;
  });
});
