import assert from "node:assert/strict";
import { garmentInWords, garmentOf } from "./garment.ts";

const NAMED: readonly (readonly [text: string, group: string])[] = [
  ["Stivaletti neri in pelle", "shoes"],
  ["Winterstiefel Damen", "shoes"],
  ["Zapatillas blancas", "shoes"],
  ["Cappotto cammello", "outerwear"],
  ["Regenjacke blau", "outerwear"],
  ["Maglione a trecce", "tops"],
  ["Lange broek zwart", "bottoms"],
  ["Abito da sera", "dresses"],
  ["Rucksack grau", "bags"],
  ["Collana argento", "jewellery"],
  ["Rossa, quasi nuova", ""],
  ["", ""],
];

Deno.test("garmentInWords() groups what a title names, in any of the site's languages", () => {
  for (const [text, group] of NAMED) assert.equal(garmentInWords(text).group, group, text);
});

Deno.test("garmentOf() goes by the category and falls back to the title", () => {
  assert.equal(garmentOf("women.sneakers", "Cappotto").group, "shoes");
  assert.equal(garmentOf("femmes/vetements/manteaux", "Nike").group, "outerwear");
  assert.equal(garmentOf("", "Cappotto").group, "outerwear");
  assert.equal(garmentOf("no such category", "").group, "");
});
