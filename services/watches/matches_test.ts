import assert from "node:assert/strict";
import type { Observation } from "../market/mod.ts";
import { observation } from "../market/testing.ts";
import { matches } from "./matches.ts";
import { searchFor } from "./testing.ts";
import { type Criteria, CriteriaSchema } from "./watch.ts";

type Wish = Partial<Omit<Criteria, "search">> & { search?: Partial<Criteria["search"]> };
type Case = readonly [wish: Wish, thing: Partial<Observation>, expected: boolean];

const wanting = ({ search = {}, ...rest }: Wish): Criteria =>
  CriteriaSchema.parse({ search: searchFor("", search), ...rest });
const euro = (cents: number) => ({ cents, currency: "EUR" });

function holds(cases: readonly Case[], answering = false): void {
  for (const [wish, thing, expected] of cases) {
    const said = matches(wanting(wish), observation(thing), answering);
    assert.equal(said, expected, JSON.stringify([wish, thing]));
  }
}

Deno.test("words count whole, without case and accents, in the title and in the brand", () => {
  holds([
    [{ wanted: ["lana"] }, { title: "Maglione di LANA" }, true],
    [{ wanted: ["lana"] }, { title: "Maglione della lanata" }, false],
    [{ wanted: ["perché"] }, { title: "PERCHE no" }, true],
    [{ wanted: ["perche"] }, { title: "perché no" }, true],
    [{ wanted: ["air max"] }, { title: "Nike Air-Max 90" }, true],
    [{ wanted: ["air max"] }, { title: "Nike Max Air" }, false],
    [{ wanted: ["giacca/giubbotto", "pelle"] }, { title: "Giubbotto in pelle" }, true],
    [{ wanted: ["giacca/giubbotto", "pelle"] }, { title: "Giubbotto in cotone" }, false],
    [{ wanted: ["nike"] }, { title: "Scarpe rosse", brand: "Nike" }, true],
    [{ wanted: ["rosse nike"] }, { title: "Scarpe rosse", brand: "Nike" }, false],
    [{ avoided: ["replica"] }, { title: "Nike, non Réplica" }, false],
    [{ avoided: ["rosa"] }, { title: "Nike rosario" }, true],
    [{ avoided: ["shein"] }, { title: "Top", brand: "SHEIN" }, false],
    [{ search: { text: "Blazer MANGO" } }, { title: "mango blazer beige", brand: "x" }, true],
    [{ search: { text: "blazer mango" } }, { title: "Blazer", brand: "Mango" }, true],
    [{ search: { text: "blazer mango" } }, { title: "Blazer", brand: "Zara" }, false],
  ]);
});

Deno.test("a typed size is a whole word of the label", () => {
  const label = (sizes: string[], size: string, expected: boolean): Case => [
    { sizes },
    { size },
    expected,
  ];
  holds([
    label(["38"], "M / 38 / 10", true),
    label(["38"], "38.5", false),
    label(["38"], "138 cm", false),
    label(["39,5"], "39.5", true),
    label(["36.5"], "36 1/2", true),
    label(["39"], "39,5", false),
    label(["m"], "M / 38", true),
    label(["m"], "XM", false),
    label(["L"], "XL / IT 46 / EU 42", false),
    label(["it 46"], "XL / IT46 / EU 42", true),
    label(["fr 38"], "IT 38", false),
    label(["2XL"], "XXL / 44", true),
    label(["W34"], "W34 | FR 44", true),
    label(["taglia unica"], "One size", true),
    label(["S", "M"], "L", false),
    [{ sizes: ["40"] }, { size: undefined, title: "Nike tg 40" }, true],
    [{ sizes: ["40"] }, { size: undefined, title: "Nike da 40 euro in su" }, false],
  ]);
});

Deno.test("the limit is what the buyer pays in all, and never in another currency", () => {
  // 20 + 5 % + 0.70
  holds([
    [{ limit: euro(21_70) }, { price: euro(20_00) }, true],
    [{ limit: euro(21_69) }, { price: euro(20_00) }, false],
    [{ limit: euro(30_00) }, { price: { cents: 20_00, currency: "GBP" } }, false],
    [{ search: { priceFrom: 10_00, priceTo: 20_00 } }, { price: euro(20_00) }, true],
    [{ search: { priceFrom: 10_00, priceTo: 20_00 } }, { price: euro(20_01) }, false],
    [{ search: { priceFrom: 10_00 } }, { price: euro(9_99) }, false],
  ]);
});

Deno.test("condition, country and colour are those that were chosen", () => {
  holds([
    [{ search: { conditions: [6, 1] } }, { condition: 1 }, true],
    [{ search: { conditions: [6, 1] } }, { condition: 2 }, false],
    [{ search: { conditions: [6] } }, { condition: undefined }, false],
    [{ countries: ["it", "fr"] }, { country: "fr" }, true],
    [{ countries: ["it"] }, { country: "fr" }, false],
    [{}, { country: "fr" }, true],
    [{ search: { colourIds: [1, 12] } }, { colours: [12] }, true],
    [{ search: { colourIds: [1] } }, { colours: [12] }, false],
  ]);
});

Deno.test("a brand means its lines too, and another brand that is named is a no", () => {
  holds([
    [{ brand: "nike" }, { brand: "Nike Air" }, true],
    [{ brand: "Nike Air" }, { brand: "Nike" }, false],
    [{ brand: "tnf" }, { brand: "The North Face" }, true],
    [{ brand: "Zara" }, { brand: "Shein", title: "Top stile Zara" }, false],
    [{ brand: "Zara" }, { brand: undefined, title: "Top Zara" }, true],
    [{ brand: "Nike" }, { brand: undefined, title: "Air Force 1 bianche" }, true],
    [{ brand: "Max" }, { brand: "Max Mara" }, true],
    [{ brand: "Max" }, { brand: "Maxi" }, false],
    [{ brand: "Zara" }, { brand: undefined, title: "Top blu" }, false],
  ]);
});

Deno.test("a category is told by its number, by the source's words or by the title", () => {
  const womensDresses = { search: { catalogIds: [10] } };
  const women = { search: { catalogIds: [1904] } };
  holds([
    [womensDresses, { category: "10", title: "Rosso" }, true],
    [womensDresses, { category: undefined, title: "Vestito donna rosso" }, true],
    [womensDresses, { category: "Donna > Vestiti", title: "Rosso" }, true],
    [womensDresses, { category: undefined, title: "Jeans donna" }, false],
    [womensDresses, { category: undefined, title: "Rosso" }, false],
    [women, { category: undefined, title: "Vestito da donna" }, true],
    [women, { category: undefined, title: "Camicia da uomo" }, false],
  ]);
});

Deno.test("what was sold, and what is the seller's own, is not found", () => {
  holds([
    [{}, { kind: "asking" }, true],
    [{}, { kind: "sold" }, false],
    [{}, { mode: "own" }, false],
  ]);
});

Deno.test("what an answer leaves open the site has checked; what it says is still believed", () => {
  holds([
    [{ search: { text: "giacca barbour" } }, { title: "Veste", brand: "Barbour" }, true],
    [{ search: { brandIds: [53] } }, {}, true],
    [{ search: { catalogIds: [10] } }, { category: undefined, title: "Rosso" }, true],
    [{ search: { sizeIds: [4] } }, { size: "M / 38 / 10" }, true],
    [{ search: { sizeIds: [4] } }, { size: undefined }, true],
    [{ search: { conditions: [6] } }, { condition: undefined }, true],
    [{ search: { conditions: [6] } }, { condition: 3 }, false],
    [{ search: { priceTo: 10_00 } }, { price: euro(11_00) }, false],
    [{ wanted: ["lino"] }, { title: "Veste" }, false],
    [{ brand: "Zara", search: { brandIds: [12] } }, { brand: "Shein" }, false],
  ], true);
  holds([
    [{ search: { brandIds: [53] } }, {}, false],
    [{ search: { sizeIds: [4] } }, { size: "M / 38 / 10" }, true],
    [{ search: { sizeIds: [4] } }, { size: "38" }, true],
    [{ search: { sizeIds: [4] } }, { size: "IT 38" }, false],
    [{ search: { sizeIds: [4] } }, { size: undefined }, false],
  ]);
});
