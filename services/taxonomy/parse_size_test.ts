import assert from "node:assert/strict";
import fc from "fast-check";
import { categories } from "./categories.ts";
import { parseSize } from "./parse_size.ts";
import { sizeById, sizesFor } from "./sizes.ts";

/** Text, category, label, id of the size, system; "?" in the system: the seller must say. */
const TABLE: [string, string | undefined, string, number | undefined, string][] = [
  // Women: the number after the stroke is French, an Italian label is four more.
  ["M / 38", "women.blazers", "M", 4, "INT"],
  ["IT 42", "women.blazers", "IT 42", 4, "IT"],
  ["it42", "women.blazers", "IT 42", 4, "IT"],
  ["FR 38", "women.blazers", "FR 38", 4, "FR"],
  ["UK 10", "women.blazers", "UK 10", 4, "UK"],
  ["42", "women.blazers", "42", undefined, "IT?"],
  ["T38", "women.coats", "38", undefined, "IT?"],
  ["34", "women.blazers", "34", 2, "EU"],
  ["XL / IT 46 / EU 42", "women.coats", "XL", 6, "INT"],
  ["XXL / IT 48 / EU 44", "women.coats", "XXL", 7, "INT"],
  ["S / UK 8-10", "women.tops", "S", 3, "INT"],
  ["US 8-10", "women.tops", "US 8-10", 4, "US"],
  ["US 4-10", "women.tops", "US 4-10", undefined, "US?"],
  ["M / 38 / 10", "women.tops", "M", 4, "INT"],
  ["IT 42 | W33", "women.jeans", "IT 42", 4, "IT"],
  ["EUR 38 US 6 UK 10", "women.skirts", "EU 38", 4, "EU"],
  ["EUR M", "women.skirts", "M", 4, "INT"],
  ["D 36", "women.skirts", "DE 36", undefined, "DE?"],
  ["36/38", "women.dresses", "36-38", undefined, "EU?"],
  ["S-M", "women.dresses", "S/M", undefined, "INT?"],
  // Men
  ["XXL (2XL)", "men.tshirts", "XXL", 211, "INT"],
  ["4XL", "men.tshirts", "4XL", 308, "INT"],
  ["XXXXL", "men.tshirts", "4XL", 308, "INT"],
  ["50", "men.blazers", "50", 209, "IT"],
  ["EU 48", "men.blazers", "EU 48", 208, "EU"],
  ["41", "men.shirts", "41", undefined, "EU?"],
  ["W34 | FR 44", "men.jeans", "W34", 1642, "W/L"],
  ["W34 L32", "men.jeans", "W34 L32", 1642, "W/L"],
  ["34/32", "men.jeans", "W34 L32", 1642, "W/L"],
  ["30x32", "men.jeans", "W30 L32", 1638, "W/L"],
  ["32", "men.jeans", "W32", 1640, "W/L"],
  // Shoes
  ["36 1/2", "women.sneakers", "36.5", 1196, "shoe"],
  ["38½", "women.heels", "38.5", 1198, "shoe"],
  ["39,5", "women.sneakers", "39.5", 1199, "shoe"],
  ["39.5", "men.sneakers", "39.5", 779, "shoe"],
  ["39.0", "men.sneakers", "39", 778, "shoe"],
  ["42 2/3", "men.sneakers", "42 2/3", undefined, "shoe?"],
  ["EU 42 / UK 8 / US 9", "men.sneakers", "42", 784, "shoe"],
  ["UK 8", "men.sneakers", "UK 8", undefined, "UK?"],
  ["5 junior | EU 38", "girls.sneakers", "38", 607, "shoe"],
  ["8 child", "girls.sneakers", "8", undefined, "UK?"],
  // Children
  ["1-3 mesi / 56 cm", "girls.sleepsuits", "1-3 mesi / 56 cm", 613, "kids"],
  ["6 anni", "girls.tshirts", "6 anni / 116 cm", 625, "kids"],
  ["10A", "boys.tshirts", "10 anni / 140 cm", 629, "kids"],
  ["18/24M", "girls.tshirts", "18-24 mesi / 86 cm", 619, "kids"],
  ["12 mesi", "girls.tshirts", "9-12 mesi / 74 cm", 617, "kids"],
  ["116 cm", "boys.jeans", "6 anni / 116 cm", 625, "kids"],
  ["7 ANS / 116-122 CM", "boys.jeans", "7 anni / 122 cm", 626, "kids"],
  ["11-12 ANS / 140-146 CM", "boys.jeans", "11 anni / 146 cm", 630, "kids"],
  ["PRÉMATURÉ, JUSQU'À 44CM", "girls.sleepsuits", "Neonato / 44 cm", 666, "kids"],
  ["0-3 MOIS / 56-62 CM", "boys.sleepsuits", "0-3 mois / 56-62 cm", undefined, "kids?"],
  // Without a category no id can be known.
  ["M", undefined, "M", undefined, "INT"],
  ["tg. 44", undefined, "44", undefined, "EU?"],
  ["38,5", undefined, "38.5", undefined, "shoe"],
  ["Taglia unica", undefined, "Taglia unica", undefined, "one"],
  ["TU", "women.scarves", "TU", undefined, "one"],
  ["75B", "women.bras", "75B", undefined, "bra"],
  ["80A & AA", "women.bras", "80A&AA", undefined, "bra"],
];

Deno.test("parseSize() reads sizes as they are printed and typed", () => {
  for (const [text, category, label, id, system] of TABLE) {
    const parsed = parseSize(text, category);
    const seen = [
      parsed?.label,
      parsed?.sizeId,
      `${parsed?.system}${parsed?.ambiguous ? "?" : ""}`,
    ];
    assert.deepEqual(seen, [label, id, system], `${text} as ${category}`);
  }
});

Deno.test("parseSize() says null to what is no size", () => {
  for (const text of ["", " ", "Na", "Not Available", "AUTRE", "Other", "16.5 mm", "Nike", "999"]) {
    assert.equal(parseSize(text, "women.blazers"), null, text);
  }
});

Deno.test("parseSize() finds every size of a category by the label the marketplace shows", () => {
  for (const { key, leaf } of categories()) {
    for (const size of leaf ? sizesFor(key) : []) {
      if (size.label === "Prematuro") continue;
      assert.equal(parseSize(size.label, key)?.sizeId, size.id, `${size.label} in ${key}`);
    }
  }
});

const KEYS = categories().map(({ key }) => key);
const sizeLike = fc.array(
  fc.constantFrom(..."MLXS0123456789/ .,-½|WITEUFRKcmanisei"),
  { maxLength: 16 },
).map((chars) => chars.join(""));

Deno.test("parseSize() never throws, gives only sizes of the category, and reads its own label alike", () => {
  fc.assert(
    fc.property(
      fc.oneof(sizeLike, fc.string({ unit: "grapheme" })),
      fc.option(fc.constantFrom(...KEYS), { nil: undefined }),
      (text, key) => {
        const parsed = parseSize(text, key);
        if (!parsed) return;
        if (parsed.sizeId !== undefined) {
          assert.ok(key && sizesFor(key).some(({ id }) => id === parsed.sizeId));
          assert.ok(sizeById(parsed.sizeId));
          assert.equal(parsed.ambiguous, undefined);
          assert.equal(parseSize(parsed.label, key)?.sizeId, parsed.sizeId);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});
