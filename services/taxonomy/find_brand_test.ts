import assert from "node:assert/strict";
import fc from "fast-check";
import { brands, isPlaceholderBrand, normaliseBrand } from "./brands.ts";
import { findBrand } from "./find_brand.ts";

const TABLE: [string, string | null][] = [
  ["Nike felpa blu", "Nike"],
  ["Scarpe NIKE AIR max", "Nike Air"],
  ["Mango Suit blazer", "Mango Suit"],
  ["Jordan 1 retro", "Jordan"],
  ["Levi’s 501", "Levi's"],
  ["giacca h&m", "H&M"],
  ["pull and bear", "Pull & Bear"],
  ["Celine borsa", "Celine"],
  ["CÉLINE borsa", "Celine"],
  ["Philippemodel maat 38", "Philippe Model"],
  ["maglia liu-jo", "Liu Jo"],
  ["Gonna Only nera", "Only"],
  ["Only", "Only"],
  ["only worn once", null],
  ["on sale", null],
  ["lotto vestiti bimba", null],
  ["Tommy Hilfigher", "Tommy Hilfiger"],
  ["Adiddas felpa", "adidas"],
  ["vintage collar", null],
  ["Camicia a quadri", null],
  ["nikeria", null],
  ["", null],
];

Deno.test("findBrand() takes whole words, the longest name first, with or without accents", () => {
  for (const [text, brand] of TABLE) assert.equal(findBrand(text)?.brand ?? null, brand, text);
});

Deno.test("findBrand() tells where the brand begins", () => {
  assert.equal(findBrand("Scarpe Nike")?.at, 7);
});

Deno.test("findBrand() believes a misspelt or everyday name less than one in full", () => {
  assert.equal(findBrand("felpa adidas")?.confidence, 1);
  assert.ok(findBrand("felpa adidsa")!.confidence < 0.8);
  assert.ok(findBrand("gonna Only nera")!.confidence < 0.8);
});

Deno.test("findBrand() finds every brand by its own name and every alias", () => {
  for (const { name, aliases } of brands()) {
    assert.equal(findBrand(name)?.brand, name, name);
    for (const alias of aliases) assert.equal(findBrand(alias)?.brand, name, alias);
  }
});

Deno.test("findBrand() never throws, and what it finds is a brand inside the text", () => {
  const names = new Set(brands().map(({ name }) => name));
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
    const found = findBrand(text);
    if (found) assert.ok(names.has(found.brand) && found.at >= 0 && found.at < text.length);
  }));
});

Deno.test("isPlaceholderBrand() knows the words for no brand, and materials in its place", () => {
  const none = ["VINTAGE DRESSING", "Brand non indicato", "Fashion", "No brand", "sans marque"];
  for (const text of [...none, "NO LABEL", "UNKNOWN", "Local", "Na", "LANA", "SETA", "", " – "]) {
    assert.ok(isPlaceholderBrand(text), text);
    assert.equal(normaliseBrand(text), "");
  }
  assert.ok(!isPlaceholderBrand("Nike"));
});

Deno.test("normaliseBrand() writes known brands our way and leaves others as they are", () => {
  assert.equal(normaliseBrand("NIKE"), "Nike");
  assert.equal(normaliseBrand("dolce & gabbana"), "Dolce & Gabbana");
  assert.equal(normaliseBrand("  Sartoria   Rossi "), "Sartoria Rossi");
});
