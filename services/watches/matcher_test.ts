import assert from "node:assert/strict";
import type { Observation } from "../market/mod.ts";
import { observation } from "../market/testing.ts";
import { createMatcher } from "./matcher.ts";
import { searchFor } from "./testing.ts";
import { type Criteria, CriteriaSchema } from "./watch.ts";

type Changes = Partial<Omit<Criteria, "search">> & { search?: Partial<Criteria["search"]> };
type Case = readonly [criteria: Changes, listing: Partial<Observation>, expected: boolean];

const criteriaWith = ({ search = {}, ...rest }: Changes): Criteria =>
  CriteriaSchema.parse({ search: searchFor("", search), ...rest });
const euro = (cents: number) => ({ cents, currency: "EUR" });

function assertMatches(cases: readonly Case[], isAnswer = false): void {
  for (const [criteria, listing, expected] of cases) {
    const matches = createMatcher(criteriaWith(criteria))(observation(listing), isAnswer);
    assert.equal(matches, expected, JSON.stringify([criteria, listing]));
  }
}

Deno.test("phrases match whole words of title and brand, ignoring case and accents", () => {
  assertMatches([
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

Deno.test("a typed size matches a whole word of the label", () => {
  const label = (sizes: string[], size: string, expected: boolean): Case => [
    { sizes },
    { size },
    expected,
  ];
  assertMatches([
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

Deno.test("the limit applies to the buyer's total, and prices in another currency never fit", () => {
  // 20 + 5 % + 0.70
  assertMatches([
    [{ limit: euro(21_70) }, { price: euro(20_00) }, true],
    [{ limit: euro(21_69) }, { price: euro(20_00) }, false],
    [{ limit: euro(30_00) }, { price: { cents: 20_00, currency: "GBP" } }, false],
    [{ search: { priceFrom: 10_00, priceTo: 20_00 } }, { price: euro(20_00) }, true],
    [{ search: { priceFrom: 10_00, priceTo: 20_00 } }, { price: euro(20_01) }, false],
    [{ search: { priceFrom: 10_00 } }, { price: euro(9_99) }, false],
  ]);
});

Deno.test("condition, country and colour must be among the chosen ones", () => {
  assertMatches([
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

Deno.test("a brand includes its sub-brands, and a listing of another brand fails", () => {
  assertMatches([
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

Deno.test("the category comes from its id, the source's words or the title", () => {
  const womensDresses = { search: { catalogIds: [10] } };
  const women = { search: { catalogIds: [1904] } };
  assertMatches([
    [womensDresses, { category: "10", title: "Rosso" }, true],
    [womensDresses, { category: undefined, title: "Vestito donna rosso" }, true],
    [womensDresses, { category: "Donna > Vestiti", title: "Rosso" }, true],
    [womensDresses, { category: undefined, title: "Jeans donna" }, false],
    [womensDresses, { category: undefined, title: "Rosso" }, false],
    [women, { category: undefined, title: "Vestito da donna" }, true],
    [women, { category: undefined, title: "Camicia da uomo" }, false],
  ]);
});

Deno.test("sold listings and the owner's own never match", () => {
  assertMatches([
    [{}, { kind: "asking" }, true],
    [{}, { kind: "sold" }, false],
    [{}, { mode: "own" }, false],
  ]);
});

Deno.test("a result of the watch's own search may lack facts, but stated facts must match", () => {
  assertMatches([
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
  assertMatches([
    [{ search: { brandIds: [53] } }, {}, false],
    [{ search: { sizeIds: [4] } }, { size: "M / 38 / 10" }, true],
    [{ search: { sizeIds: [4] } }, { size: "38" }, true],
    [{ search: { sizeIds: [4] } }, { size: "IT 38" }, false],
    [{ search: { sizeIds: [4] } }, { size: undefined }, false],
  ]);
});
