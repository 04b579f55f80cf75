import assert from "node:assert/strict";
import fc from "fast-check";
import { category } from "./categories.ts";
import { type Recognised, recogniseText } from "./recognise.ts";

type Flat = { [Name in keyof Recognised]: unknown };

/** The values without their confidence. */
function values(text: string, options = {}): Flat {
  const seen = recogniseText(text, options);
  return Object.fromEntries(
    Object.entries(seen).filter(([name]) => name !== "candidates").map((
      [name, one],
    ) => [name, (one as { value: unknown }).value]),
  );
}

Deno.test("recogniseText() reads a hoodie in the seller's shorthand", () => {
  assert.deepEqual(values("felpa nike blu tg M ottime condizioni"), {
    condition: 2,
    brand: "Nike",
    category: "women.hoodies",
    sizeLabel: "M",
    colours: [9],
  });
});

Deno.test("recogniseText() leaves the department open when the words do", () => {
  const seen = recogniseText("felpa nike blu");
  assert.deepEqual(seen.candidates, ["women.hoodies", "men.hoodies"]);
  assert.ok(seen.category!.confidence < 0.5);
  const men = recogniseText("felpa nike blu", { audience: "men" });
  assert.deepEqual(men.candidates, ["men.hoodies", "women.hoodies"]);
  assert.equal(recogniseText("felpa nike uomo").candidates, undefined);
});

const TABLE: [string, Flat][] = [
  ["Scarpe da ginnastica Adidas bianche uomo 43", {
    brand: "adidas",
    category: "men.sneakers",
    sizeLabel: "43",
    size: 786,
    colours: [12],
  }],
  ["Vestito lungo a fiori Zara rosa taglia S", {
    brand: "Zara",
    category: "women.maxi_dresses",
    sizeLabel: "S",
    size: 3,
    pattern: "floral",
    colours: [5],
  }],
  ["giacca di pelle nera donna tg 42 max mara", {
    brand: "Max Mara",
    category: "women.biker_jackets",
    sizeLabel: "42",
    material: [{ fibre: "leather" }],
    colours: [1],
  }],
  ["gonna di jeans bershka", {
    brand: "Bershka",
    category: "women.skirts",
    material: [{ fibre: "denim" }],
  }],
  ["pantaloni bimbo 5 anni", {
    category: "boys.trousers",
    sizeLabel: "5 anni / 110 cm",
    size: 624,
  }],
  ["Scarpa tommy jeans donna", { brand: "Tommy Jeans", category: "women.shoes" }],
  ["Pepe Jeans uomo W32", {
    brand: "Pepe Jeans",
    category: "men.jeans",
    sizeLabel: "W32",
    size: 1640,
  }],
  ["Jordan future 23", { brand: "Jordan" }],
  ["top condizioni", { condition: 2 }],
  ["ciao", {}],
  ["", {}],
];
Deno.test("recogniseText() reads titles without making anything up", () => {
  for (const [text, expected] of TABLE) {
    const seen = values(text);
    for (const name of Object.keys({ ...expected, ...seen }) as (keyof Flat)[]) {
      assert.deepEqual(seen[name], expected[name], `${text}: ${name}`);
    }
  }
});

Deno.test("recogniseText() leaves a blend to the tag", () => {
  for (const text of ["blazer misto lino beige", "camicia mista seta", "linen blend shirt"]) {
    assert.equal(values(text).material, undefined, text);
  }
  assert.deepEqual(values("camicia di lino").material, [{ fibre: "linen" }]);
});

Deno.test("recogniseText() takes the last noun for the garment in English", () => {
  const options = { language: "en" } as const;
  assert.equal(values("women's jeans jacket", options).category, "women.denim_jackets");
  assert.equal(values("Black leather jacket men size M", options).category, "men.biker_jackets");
});

Deno.test("recogniseText() never throws and names only categories that exist", () => {
  const word = fc.constantFrom(
    ..."felpa nike blu tg M ottime condizioni donna uomo 42 38,5 jeans in pelle lana a righe IT"
      .split(" "),
  );
  fc.assert(fc.property(
    fc.oneof(fc.string({ unit: "grapheme" }), fc.array(word).map((words) => words.join(" "))),
    (text) => {
      const seen = recogniseText(text);
      if (seen.category) assert.ok(category(seen.category.value));
      assert.ok((seen.colours?.value.length ?? 0) <= 2);
    },
  ));
});
