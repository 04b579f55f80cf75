import assert from "node:assert/strict";
import { TITLE_CHARS_AIM, TITLE_CHARS_MAX } from "./limits.ts";
import { factsOf } from "./testing.ts";
import { clipText, writeTitle } from "./title.ts";
import { translateFacts } from "./words.ts";

const LONG = {
  category: "women.maxi_skirts",
  brand: "Elisabetta della Collina",
  sizeLabel: "M",
  colours: [7, 12],
  pattern: "dotted",
  material: [{ fibre: "cotton" }],
} as const;

const title = (values: Parameters<typeof factsOf>[0]) =>
  writeTitle(translateFacts(factsOf(values), "it"));

Deno.test("writeTitle() leaves out material, pattern and second colour, in this order, to fit in lists", () => {
  const full = { ...LONG, colours: [...LONG.colours], material: [...LONG.material] };
  assert.equal(
    title({ ...full, brand: "Mango" }),
    "Gonna lunga Mango rossa e bianca in cotone a pois, taglia M",
  );
  assert.equal(title(full), "Gonna lunga Elisabetta della Collina rossa e bianca, taglia M");
  assert.ok(title(full).length <= TITLE_CHARS_AIM);
});

Deno.test("writeTitle() exceeds the aim rather than lose brand, model or size", () => {
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

Deno.test("writeTitle() never exceeds the limit", () => {
  const brand = "b".repeat(60);
  const model = "m".repeat(80);
  assert.ok(title({ category: "women.blazers", brand, model }).length <= TITLE_CHARS_MAX);
});

Deno.test("writeTitle() does not repeat the brand before the model", () => {
  assert.equal(
    title({ category: "women.sneakers", brand: "Nike", model: "nike Air Max 90" }),
    "Sneakers Nike Air Max 90",
  );
});

Deno.test("writeTitle() writes the marketplace's size, never the printed label", () => {
  const tag = (values: Parameters<typeof factsOf>[0]) => factsOf(values, "tag");
  const TABLE: [Parameters<typeof factsOf>[0], Parameters<typeof factsOf>[0], string][] = [
    [{ category: "women.blazers", size: 4 }, { sizeLabel: "EUR 38 / US 6 / CN 165/88A" }, "M / 38"],
    [{ category: "women.blazers", size: 4 }, { sizeLabel: "IT 42" }, "M / 38"],
    [{ category: "men.sneakers", size: 784 }, { sizeLabel: "UK 8 US 8.5 EU 42 CM 26.5" }, "42"],
    [{ category: "men.jeans", size: 1640 }, { sizeLabel: "W32 / L34" }, "W32 L34"],
    [{ category: "women.bras" }, { sizeLabel: "EU 75B / FR 90B / IT 3B" }, "75B"],
    [{ category: "girls.tshirts", size: 624 }, { sizeLabel: "104/110" }, "5 anni / 110 cm"],
    // The size stays out until the seller chooses one.
    [{ category: "women.blazers" }, { sizeLabel: "42" }, ""],
    [{ category: "men.sneakers" }, { sizeLabel: "42 2/3" }, ""],
    // A size of another category does not count.
    [{ category: "men.blazers", size: 4 }, { sizeLabel: "38" }, ""],
  ];
  for (const [values, label, size] of TABLE) {
    const facts = { ...factsOf(values), ...tag(label) };
    const text = writeTitle(translateFacts(facts, "it"));
    const [, said = ""] = /, (?:taglia |numero )?(.*)$/.exec(text) ?? [];
    assert.equal(said, size, text);
  }
});

Deno.test("writeTitle() uses the size that the seller typed", () => {
  assert.match(title({ category: "women.blazers", sizeLabel: "S-M" }), /, taglia S-M$/);
});

Deno.test("writeTitle() lists the known parts while the noun is missing", () => {
  assert.equal(title({ brand: "Zara", colours: [1], sizeLabel: "M" }), "Zara, nero, taglia M");
});

Deno.test("writeTitle() is empty while no part is known", () => {
  assert.equal(title({ colours: [1], sizeLabel: "M" }), "");
});

Deno.test("clipText() cuts at a word and marks the cut", () => {
  assert.equal(clipText("una gonna lunga a fiori", 18), "una gonna lunga…");
  assert.equal(clipText("corta", 18), "corta");
});
