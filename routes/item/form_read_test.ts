import assert from "node:assert/strict";
import type { Facts, Item } from "../../services/inventory/mod.ts";
import { isFailure } from "../../services/errors.ts";
import type { Sent } from "../forms/body.ts";
import { factsOf, itemPatchOf } from "./form_read.ts";

function formOf(fields: Record<string, string | string[]>): Sent {
  return new Map(Object.entries(fields).map(([name, values]) => [name, [values].flat()]));
}

const read: Facts = {
  brand: { value: "Mango", source: "tag", confidence: 0.9, at: 1 },
  colours: { value: [4], source: "photo", confidence: 0.6, at: 1 },
};

Deno.test("factsOf() takes only what differs from what is known", () => {
  const same = formOf({ brand: "Mango", colours: "4", condition: "", model: "" });
  assert.deepEqual(factsOf(same, { facts: read }), {});
  const other = formOf({ brand: "Zara", colours: ["4", "12"], condition: "2" });
  assert.deepEqual(factsOf(other, { facts: read }), {
    brand: "Zara",
    colours: [4, 12],
    condition: 2,
  });
});

Deno.test("factsOf() says a fact is left empty only where it was known", () => {
  const form = formOf({ brand: "", model: "" });
  assert.deepEqual(factsOf(form, { facts: read }), { brand: null, colours: null });
});

Deno.test("factsOf() takes one tapped answer and nothing else", () => {
  assert.deepEqual(factsOf(formOf({ colours: "9" }), { facts: {} }), { colours: [9] });
  assert.deepEqual(factsOf(formOf({ condition: "3" }), { facts: read }), { condition: 3 });
});

Deno.test("factsOf() reads material, measures and flaws as a seller types them", () => {
  const form = formOf({
    material: "55% lino, 45 % viscosa",
    "measure.chest": "48,5",
    "measure.length": "",
    flaws: "macchia sul polso\n\n bottone mancante ",
  });
  assert.deepEqual(factsOf(form, { facts: {} }), {
    material: [{ fibre: "linen", percent: 55 }, { fibre: "viscose", percent: 45 }],
    measures: { chest: 485 },
    flaws: ["macchia sul polso", "bottone mancante"],
  });
  assert.deepEqual(factsOf(formOf({ flaws: "", no_flaws: "on" }), { facts: {} }), { flaws: [] });
});

Deno.test("factsOf() refuses what it cannot understand instead of losing it", () => {
  const refused: Record<string, string>[] = [{ material: "kryptonite" }, {
    "measure.chest": "tanto",
  }, { condition: "9" }];
  for (const fields of refused) {
    assert.throws(() => factsOf(formOf(fields), { facts: {} }), (e) => isFailure(e, "invalid"));
  }
  const three = formOf({ brand: "", colours: ["1", "2", "3"] });
  assert.throws(() => factsOf(three, { facts: {} }), (e) => isFailure(e, "invalid"));
});

Deno.test("itemPatchOf() reads prices in cents and empties what was emptied", () => {
  const item = { box: "A2", price: { cents: 2400, currency: "EUR" }, origin: "own" } as Item;
  const form = formOf({ box: "", price: "19,50", cost: "", origin: "resale" });
  assert.deepEqual(itemPatchOf(form, item), {
    box: null,
    price: { cents: 1950, currency: "EUR" },
    origin: "resale",
  });
  assert.deepEqual(itemPatchOf(formOf({ box: "A2", price: "24", origin: "own" }), item), {});
});
