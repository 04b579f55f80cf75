import assert from "node:assert/strict";
import { TITLE_CHARS_AIM, TITLE_CHARS_MAX } from "./limits.ts";
import { factsOf } from "./testing.ts";
import { clipped, titleOf } from "./title.ts";
import { wordsFor } from "./words.ts";

const LONG = {
  category: "women.maxi_skirts",
  brand: "Elisabetta della Collina",
  sizeLabel: "M",
  colours: [7, 12],
  pattern: "dotted",
  material: [{ fibre: "cotton" }],
} as const;

const title = (values: Parameters<typeof factsOf>[0]) => titleOf(wordsFor(factsOf(values), "it"));

Deno.test("titleOf() leaves out material, pattern and second colour, in this order, to be read at a glance", () => {
  const full = { ...LONG, colours: [...LONG.colours], material: [...LONG.material] };
  assert.equal(
    title({ ...full, brand: "Mango" }),
    "Gonna lunga Mango rossa e bianca a pois in cotone, taglia M",
  );
  assert.equal(title(full), "Gonna lunga Elisabetta della Collina rossa e bianca, taglia M");
  assert.ok(title(full).length <= TITLE_CHARS_AIM);
});

Deno.test("titleOf() goes beyond the aim rather than lose brand, model or size", () => {
  const model = "modello con un nome proprio lungo davvero";
  const text = title({
    category: "women.blazers",
    brand: "Mango",
    model,
    sizeLabel: "M",
    colours: [4],
  });
  assert.equal(text, `Blazer Mango ${model} beige, taglia M`);
});

Deno.test("titleOf() never goes beyond the limit", () => {
  const brand = "b".repeat(60);
  const model = "m".repeat(80);
  assert.ok(title({ category: "women.blazers", brand, model }).length <= TITLE_CHARS_MAX);
});

Deno.test("titleOf() does not say the brand again before the model", () => {
  assert.equal(
    title({ category: "women.sneakers", brand: "Nike", model: "nike Air Max 90" }),
    "Sneakers Nike Air Max 90",
  );
});

Deno.test("titleOf() is empty while nobody knows what the thing is", () => {
  assert.equal(title({ colours: [1], sizeLabel: "M" }), "");
});

Deno.test("clipped() cuts at a word and marks the cut", () => {
  assert.equal(clipped("una gonna lunga a fiori", 18), "una gonna lunga…");
  assert.equal(clipped("corta", 18), "corta");
});
