import assert from "node:assert/strict";
import fc from "fast-check";
import { readTag, type TagLine } from "./read_tag.ts";
import { sizeById } from "./sizes.ts";

const lines = (...texts: string[]): TagLine[] => texts.map((text) => ({ text, confidence: 0.9 }));
const read = (texts: readonly string[], category?: string) =>
  readTag([lines(...texts)], { category });

Deno.test("readTag() sorts a whole tag into facts", () => {
  const facts = read([
    "ZARA BASIC",
    "EUR M",
    "MEX 28",
    "55% LINO - LINEN",
    "45% VISCOSA",
    "LAVARE A 30° NON CANDEGGIARE",
    "REF 1234/567/800",
    "RN 77302 CA 05488",
    "MADE IN TURKEY",
  ], "women.blazers");
  assert.equal(facts.brand?.value, "Zara Basic");
  assert.equal(facts.sizeLabel?.value, "MEX 28 / EUR M");
  assert.equal(facts.size?.value, 4);
  assert.deepEqual(facts.material?.value, [
    { fibre: "linen", percent: 55 },
    { fibre: "viscose", percent: 45 },
  ]);
  assert.deepEqual(facts.care?.value, ["wash_30", "no_bleach"]);
  assert.equal(facts.articleNumber?.value, "1234/567/800");
  assert.ok(Object.values(facts).every(({ isPart }) => !isPart));
});

/** Lines of a label, the category, the label as it is kept, and the site's size or "" where it asks. */
const SIZES: [string[], string | undefined, string, string][] = [
  [["EUR 38", "US 6", "CN 165/88A"], "women.blazers", "EUR 38 / US 6 / CN 165/88A", "M / 38"],
  [["US 6", "CN 165/88A", "EUR 38"], "women.blazers", "EUR 38 / US 6 / CN 165/88A", "M / 38"],
  [["US 6", "CN 165/88A", "EUR 38"], undefined, "EUR 38 / US 6 / CN 165/88A", ""],
  [["EUR US CN", "38 6 165/88A"], "women.blazers", "EUR 38 US 6 CN 165/88A", "M / 38"],
  [["EUR US UK", "38 6 10"], "women.blazers", "EUR 38 US 6 UK 10", "M / 38"],
  [["EUR", "US", "UK", "38", "6", "10"], "women.blazers", "EUR 38 US 6 UK 10", "M / 38"],
  [["TAGLIA", "42"], "women.boots", "TAGLIA 42", "42"],
  [["SIZE", "M"], "women.tops", "SIZE M", "M / 38"],
  [["M", "EUR 38"], "women.tops", "EUR 38", "M / 38"],
  [["L", "US 12"], "women.tops", "US 12 / L", "L / 40"],
  [["MAX MARA", "IT 42"], "women.coats", "IT 42", "M / 38"],
  [["TAGLIA 42 MADE IN ITALY"], "women.boots", "TAGLIA 42", "42"],
  [["Size: 8 (UK)"], "women.dresses", "Size: 8 (UK)", "S / 36"],
  [["Größe: 152"], "boys.tshirts", "Größe: 152", "12 anni / 152 cm"],
  [["GroBe 152 Alter 12"], "boys.tshirts", "GroBe 152 Alter 12", "12 anni / 152 cm"],
  [
    ["6 MESI", "6 MONTHS", "6 MOIS"],
    "girls.sleepsuits",
    "6 MESI / 6 MONTHS / 6 MOIS",
    "3-6 mesi / 62 cm",
  ],
  [["W32", "L34"], "men.jeans", "W32 / L34", "W32"],
  [["EU 75B", "FR 90B", "IT 3B"], "women.bras", "EU 75B / FR 90B / IT 3B", ""],
  [["UK 8", "US 8.5", "EU 42", "CM 26.5"], "men.sneakers", "EU 42 / UK 8 / US 8.5 / CM 26.5", "42"],
  [["38"], "women.boots", "38", "38"],
  [["38"], undefined, "38", ""],
  [["38"], "women.blazers", "38", ""],
  [["42", "38"], "women.blazers", "", ""],
  [["30"], undefined, "", ""],
  [["100% COTONE", "LAVARE A 40°"], "women.blazers", "", ""],
];

Deno.test("readTag() keeps the label as printed, and the size that the site has for it", () => {
  for (const [texts, category, printed, label] of SIZES) {
    const { sizeLabel, size } = read(texts, category);
    const seen = [sizeLabel?.value ?? "", sizeById(size?.value ?? 0)?.label ?? ""];
    assert.deepEqual(seen, [printed, label], `${texts.join(" | ")} as ${category}`);
  }
});

Deno.test("readTag() believes the European size, not the line that was read surest", () => {
  const label = [
    { text: "US 6", confidence: 0.99 },
    { text: "EUR 38", confidence: 0.71 },
    { text: "CN 165/88A", confidence: 0.95 },
  ];
  assert.equal(readTag([label], { category: "women.blazers" }).size?.value, 4);
  const misread = [{ text: "EUR 36", confidence: 0.62 }, { text: "TAGLIA 40", confidence: 0.9 }];
  assert.equal(readTag([misread, label], { category: "women.blazers" }).size?.value, 4);
  const twoPhotos = [[label[0]!], [label[1]!]];
  const { size } = readTag(twoPhotos, { category: "women.blazers" });
  assert.equal(size?.value, 4);
  assert.deepEqual(size?.lines, [label[1]]);
});

Deno.test("readTag() gives no size for a number that says no system", () => {
  const facts = read(["42"], "women.coats");
  assert.equal(facts.sizeLabel?.value, "42");
  assert.ok(facts.sizeLabel!.confidence < 0.5);
  assert.equal(facts.size, undefined);
});

Deno.test("readTag() marks what it has read in part", () => {
  const facts = read([
    "25% LINO",
    "5% SETA",
    "LAVARE A SECCO",
    "DO NOT DRY CLEAN",
    "NON STIRARE",
    "REF 1234/567/",
  ]);
  assert.deepEqual(facts.material?.value, [
    { fibre: "linen", percent: 25 },
    { fibre: "silk", percent: 5 },
  ]);
  assert.equal(facts.material?.isPart, true);
  assert.deepEqual(facts.care?.value, ["no_iron"]);
  assert.equal(facts.care?.isPart, true);
  assert.equal(facts.articleNumber?.isPart, true);
  const size = read(["104/"], "girls.tshirts");
  assert.equal(size.sizeLabel?.isPart, true);
  assert.equal(size.size, undefined);
});

Deno.test("readTag() takes the photo that shows a fact whole before the one that shows it clearly", () => {
  const clear = [{ text: "25% LINO 5% SETA", confidence: 0.99 }];
  const whole = [{ text: "70% COTONE 25% LINO 5% SETA", confidence: 0.7 }];
  const { material } = readTag([clear, whole]);
  assert.equal(material?.isPart, false);
  assert.deepEqual(material?.lines, whole);
});

Deno.test("readTag() puts together a brand and a number that stand on two lines", () => {
  const facts = read(["TOMMY", "HILFIGER", "ART. 7712/", "4410"]);
  assert.equal(facts.brand?.value, "Tommy Hilfiger");
  assert.deepEqual(facts.brand?.lines.map(({ text }) => text), ["TOMMY", "HILFIGER"]);
  assert.equal(facts.articleNumber?.value, "7712/4410");
  assert.equal(facts.articleNumber?.isPart, false);
});

Deno.test("readTag() says nothing of lines that tell nothing", () => {
  assert.deepEqual(readTag([]), {});
  assert.deepEqual(read(["MADE IN ITALY", "30", "", "~~ |"]), {});
  assert.deepEqual(read(["LANA"]).brand, undefined);
});

Deno.test("readTag() is never surer than the reader was", () => {
  const line = fc.constantFrom("NIKE", "IT 42", "100% COTONE", "NON STIRARE", "ART. 1234/567", "x");
  const label = fc.array(
    fc.record({
      text: fc.oneof(line, fc.string()),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  );
  fc.assert(fc.property(fc.array(label, { maxLength: 3 }), (photos) => {
    const highest = Math.max(0, ...photos.flat().map(({ confidence }) => confidence));
    for (const { confidence, lines } of Object.values(readTag(photos))) {
      assert.ok(confidence >= 0 && confidence <= highest);
      assert.ok(photos.some((photo) => lines.every((one: TagLine) => photo.includes(one))));
    }
  }));
});
