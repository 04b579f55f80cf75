import assert from "node:assert/strict";
import fc from "fast-check";
import type { Site } from "../marketplace/mod.ts";
import { parseSize } from "./parse_size.ts";
import { sizeById, sizesFor } from "./sizes.ts";

/**
 * What labels print, the category, and what is read: the site's size; "75B" alone where the site's list is not
 * known; "? M / 38, L / 40" where the seller is asked, with what is offered; "-" where it is no size.
 */
const PRINTED: readonly [string, string, string][] = [
  // Several systems on one label: the European number wins.
  ["EUR 38 US 6 CN 165/88A MX 28", "women.blazers", "M / 38"],
  ["US 6 / EUR 38 / CN 165/88A", "women.blazers", "M / 38"],
  ["EUR 36 US 4 UK 8 MEX 26", "women.dresses", "S / 36"],
  ["EUR 40 USA 8 UK 12 MEX 30 CN 170/92A", "women.skirts", "L / 40"],
  ["EUR M / USA M / MEX 28", "women.tops", "M / 38"],
  ["EU 38 IT 42 FR 38 UK 10 US 6", "women.coats", "M / 38"],
  ["I 42 GB 10 USA 8 D 38 F 40", "women.coats", "M / 38"],
  ["D 36 F 38 I 42 GB 10", "women.blouses", "M / 38"],
  ["D/NL 36 F/B 38 I 42 UK 10", "women.blouses", "M / 38"],
  ["E/P 40 F 40", "women.skirts", "L / 40"],
  ["IT 44 / FR 40 / US 8", "women.dresses", "L / 40"],
  ["XL / IT 46 / EU 42", "women.coats", "XL / 42"],
  ["M / 38 / 10", "women.tops", "M / 38"],
  ["S / UK 8-10", "women.tops", "S / 36"],
  ["M / US 8-10", "women.tops", "M / 38"],
  ["XS 34", "women.tops", "XS / 34"],
  ["L (44)", "women.coats", "L / 40"],
  ["BR 38 EUR 40", "women.skirts", "L / 40"],
  // One system.
  ["IT 42", "women.blazers", "M / 38"],
  ["TG. IT 46", "women.blazers", "XL / 42"],
  ["ITA 40", "women.skirts", "S / 36"],
  ["FR 36", "women.skirts", "S / 36"],
  ["F 44", "women.skirts", "XXL / 44"],
  ["ES 40", "women.skirts", "L / 40"],
  ["UK 10", "women.blazers", "M / 38"],
  ["GB 14", "women.dresses", "XL / 42"],
  ["AUS 12", "women.dresses", "L / 40"],
  ["Size: 8 (UK)", "women.dresses", "S / 36"],
  ["SIZE UK 16", "women.dresses", "XXL / 44"],
  ["34", "women.tops", "XS / 34"],
  // Systems that differ from maker to maker ask.
  ["US 6", "women.blazers", "? M / 38, S / 36"],
  ["US 8-10", "women.tops", "M / 38"],
  ["D 36", "women.skirts", "? S / 36, M / 38"],
  ["Größe 38", "women.skirts", "? M / 38, XS / 34"],
  ["CN 165/88A", "women.blazers", "? M / 38"],
  ["MX 28", "women.blazers", "? M / 38"],
  ["US 6 MX 28 CN 165/88A", "women.blazers", "? M / 38, S / 36"],
  ["JP 9", "women.blazers", "? M / 38"],
  // A number without its system is a question, a contradiction too.
  ["38", "women.blazers", "? M / 38, XS / 34"],
  ["42", "women.coats", "? XL / 42, M / 38"],
  ["36/38", "women.dresses", "? S / 36, M / 38, XXS / 32, XS / 34"],
  ["S / 40", "women.tops", "S / 36"],
  ["S / 44", "women.tops", "? S / 36, XXL / 44, L / 40"],
  ["EUR 36 IT 42", "women.coats", "? S / 36, M / 38"],
  ["EU 33", "women.coats", "?"],
  // Letters.
  ["M", "women.tops", "M / 38"],
  ["L - G", "women.tops", "L / 40"],
  ["L - G", "men.tshirts", "L"],
  ["S/P", "men.tshirts", "S"],
  ["XL - TG", "men.hoodies", "XL"],
  ["XL-EG", "women.tops", "XL / 42"],
  ["S - CH", "women.tops", "S / 36"],
  ["MEDIUM", "men.hoodies", "M"],
  ["X-Large", "men.hoodies", "XL"],
  ["2XL", "men.hoodies", "XXL"],
  ["2 XL", "men.hoodies", "XXL"],
  ["S-M", "women.dresses", "? S / 36, M / 38"],
  ["S/M EUR 36", "women.dresses", "S / 36"],
  ["SIZE L", "men.shirts", "L"],
  // Men.
  ["EU 50 UK 40 US 40", "men.blazers", "L"],
  ["IT 48", "men.blazers", "M"],
  ["UK 40R", "men.blazers", "-"],
  ["UK 40", "men.blazers", "L"],
  ["50", "men.blazers", "L"],
  ["M (48-50)", "men.blazers", "M"],
  ["M 52", "men.blazers", "? M, XL"],
  ["41", "men.shirts", "? L"],
  ["44", "men.shirts", "? XL, XS"],
  ["EU 42", "men.shirts", "? L"],
  ["UK 34", "men.trousers", "?"],
  ["IT 48", "men.trousers", "M"],
  ["W32 L34", "men.jeans", "W32"],
  ["W32/L34", "men.jeans", "W32"],
  ["32/34", "men.jeans", "W32"],
  ["33", "men.jeans", "W33"],
  ["US 34", "men.jeans", "W34"],
  ["W34 | FR 44", "men.jeans", "W34"],
  ["46", "men.jeans", "?"],
  ["W29 L32", "women.jeans", "?"],
  // Shoes.
  ["UK 8 US 8.5 EU 42 CM 26.5", "men.sneakers", "42"],
  ["US 8.5 UK 7.5 EUR 42 CM 26.5 BR 40 CN 265", "men.sneakers", "42"],
  ["US 9 UK 8½ FR 42⅔ JP 270 CHN 265(2.0)", "men.sneakers", "? 42.5, 43"],
  ["42 2/3", "men.sneakers", "? 42.5, 43"],
  ["EU 36 2/3", "women.sneakers", "? 36.5, 37"],
  ["39 1/3", "women.sneakers", "? 39.5, 39"],
  ["7 1/2", "men.sneakers", "?"],
  ["38", "women.boots", "38"],
  ["38½", "women.heels", "38.5"],
  ["39,5", "women.sneakers", "39.5"],
  ["37-38", "women.sandals", "? 37, 38"],
  ["US 8", "women.sneakers", "?"],
  ["Size: 8 (UK)", "men.sneakers", "?"],
  ["EU 23 UK 6", "girls.sneakers", "23"],
  ["CM 26.5", "women.sneakers", "?"],
  // Bras.
  ["EU 75B FR 90B IT 3B", "women.bras", "75B"],
  ["EU 75 B / UK 34 B / FR 90 B", "women.bras", "75B"],
  ["FR 90B", "women.bras", "75B"],
  ["IT 3B", "women.bras", "75B"],
  ["UK 34B", "women.bras", "75B"],
  ["UK 34DD", "women.bras", "? UK 34DD"],
  ["80A & AA", "women.bras", "80A&AA"],
  // Children.
  ["6 MESI / MONTHS / MOIS", "girls.sleepsuits", "3-6 mesi / 62 cm"],
  ["6 MESI 68 CM", "girls.sleepsuits", "6-9 mesi / 68 cm"],
  ["3-6 MONTHS 62 CM", "boys.sleepsuits", "3-6 mesi / 62 cm"],
  ["12-18 M", "girls.tshirts", "12-18 mesi / 80 cm"],
  ["104/110", "girls.tshirts", "5 anni / 110 cm"],
  ["EUR 104-110", "girls.tshirts", "5 anni / 110 cm"],
  ["Größe: 152", "boys.tshirts", "12 anni / 152 cm"],
  ["GroBe: 152", "boys.tshirts", "12 anni / 152 cm"],
  ["Grosse 152", "boys.tshirts", "12 anni / 152 cm"],
  ["GRÖSSE 116", "boys.tshirts", "6 anni / 116 cm"],
  ["152", "boys.tshirts", "12 anni / 152 cm"],
  ["10A", "boys.tshirts", "10 anni / 140 cm"],
  ["10 A", "boys.tshirts", "10 anni / 140 cm"],
  ["8 YEARS 128 CM", "boys.tshirts", "8 anni / 128 cm"],
  ["AGE 5-6", "boys.tshirts", "6 anni / 116 cm"],
  ["ANNI 4", "girls.tshirts", "4 anni / 104 cm"],
  ["3T", "girls.tshirts", "3 anni / 98 cm"],
  ["CN 110/56", "girls.tshirts", "? 5 anni / 110 cm"],
  ["8", "girls.tshirts", "? 8 anni / 128 cm"],
  // The end of the value was not read.
  ["104/", "girls.tshirts", "? 4 anni / 104 cm"],
  ["42 2/", "men.sneakers", "? 42"],
  ["EUR 36-", "women.tops", "? S / 36"],
  // No size at all.
  ["MADE IN ITALY", "women.tops", "-"],
  ["100% COTONE", "women.tops", "-"],
  ["RN 77302 CA 05488", "women.tops", "-"],
  ["EU 2019/1020", "women.tops", "-"],
];

function read(text: string, category: string, site?: Site): string {
  const parsed = parseSize(text, category, site);
  if (!parsed) return "-";
  const label = (id: number) => sizeById(id)?.label;
  if (parsed.sizeId !== undefined) return label(parsed.sizeId)!;
  if (!parsed.ambiguous) return parsed.label;
  const offered = parsed.candidates?.map(label).join(", ");
  return ["?", offered ?? (category === "women.bras" ? parsed.label : "")].filter(Boolean).join(
    " ",
  );
}

Deno.test("parseSize() reads printed labels as the site's sizes, and asks where makers differ", () => {
  const wrong = PRINTED.map(([text, category, right]) => ({
    text,
    category,
    right,
    got: read(text, category),
  }))
    .filter(({ right, got }) => right !== got);
  assert.deepEqual(wrong, []);
});

Deno.test("parseSize() believes the size of the country where the thing is sold", () => {
  const printed = "EUR 36 UK 12";
  assert.equal(read(printed, "women.dresses", "it"), "S / 36");
  assert.equal(read(printed, "women.dresses", "gb"), "L / 40");
});

/** A label of women's clothes as its maker prints it, for the site's number. */
const LABEL_OF = (number: number): string[] => [
  `EUR ${number}`,
  `IT ${number + 4}`,
  `FR ${number}`,
  `UK ${number - 28}`,
  `US ${number - 32}`,
  `MX ${number - 10}`,
  `D ${number - 2}`,
  `CN 165/${(number + 6) * 2}A`,
];
const number = fc.constantFrom(32, 34, 36, 38, 40, 42, 44, 46, 48);
const separator = fc.constantFrom(" ", " / ", " | ", ", ", " - ");

Deno.test("parseSize() finds the European size wherever it stands among the others", () => {
  fc.assert(fc.property(
    number,
    fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7]),
    fc.nat(7),
    separator,
    (number, others, place, separator) => {
      const printed = LABEL_OF(number);
      const parts = others.map((at) => printed[at]!);
      parts.splice(Math.min(place, parts.length), 0, printed[0]!);
      const text = parts.join(separator);
      const size = sizeById(parseSize(text, "women.blazers")?.sizeId ?? 0);
      assert.ok(size?.words.includes(String(number)), `${text}: ${size?.label}`);
    },
  ));
});

Deno.test("parseSize() takes nothing that is cut off, and offers only sizes of the category", () => {
  const keys = ["women.blazers", "men.shirts", "men.jeans", "women.sneakers", "girls.tshirts"];
  const printed = fc.constantFrom(...PRINTED.map(([text]) => text));
  fc.assert(fc.property(
    fc.tuple(printed, fc.nat(40), fc.constantFrom("", "/", " -")),
    fc.constantFrom(...keys),
    ([text, length, end], key) => {
      const parsed = parseSize(text.slice(0, length) + end, key);
      if (/\d *[/-]$/.test(text.slice(0, length) + end)) assert.equal(parsed?.sizeId, undefined);
      const ids = new Set(sizesFor(key).map(({ id }) => id));
      assert.ok(parsed?.candidates?.every((id) => ids.has(id)) ?? true);
      assert.ok(parsed?.sizeId === undefined || !parsed.ambiguous);
    },
  ));
});
