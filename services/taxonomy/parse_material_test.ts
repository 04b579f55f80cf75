import assert from "node:assert/strict";
import fc from "fast-check";
import { MATERIALS } from "./materials.ts";
import { parseMaterial } from "./parse_material.ts";

/** Fibres as "cotton 95, elastane 5". */
const shown = (text: string): string =>
  parseMaterial(text).map(({ fibre, percent }) =>
    percent === undefined ? fibre : `${fibre} ${percent}`
  )
    .join(", ");

const TABLE: [string, string][] = [
  ["55% LINO 45% VISCOSA", "linen 55, viscose 45"],
  ["COTONE 95% ELASTAN 5%", "cotton 95, elastane 5"],
  ["Cotton 60% Polyester 40%", "cotton 60, polyester 40"],
  ["97 % Baumwolle, 3 % Elasthan", "cotton 97, elastane 3"],
  ["50% Algodón 50% Poliéster", "cotton 50, polyester 50"],
  ["99,5% COTONE", "cotton 99.5"],
  ["80% WO 20% PA", "wool 80, polyamide 20"],
  ["65%PL35%CO", "polyester 65, cotton 35"],
  ["55%LINO45%VISCOSA", "linen 55, viscose 45"],
  ["100% COTONEMADE IN ITALY", "cotton 100"],
  ["1OO% C0TONE", "cotton 100"],
  ["l00% LlNO", "linen 100"],
  ["95°/o cotton 5°/o elastane", "cotton 95, elastane 5"],
  ["poliestre 60% cotone 40%", "polyester 60, cotton 40"],
  ["55% LINO LINEN LIN LEINEN 45% VISCOSA VISCOSE VISKOSE", "linen 55, viscose 45"],
  ["55% LINO 45% VISCOSA - 55% LINEN 45% VISCOSE", "linen 55, viscose 45"],
  ["ESTERNO: 100% POLIESTERE FODERA: 100% VISCOSA", "polyester 100"],
  ["FODERA 100% VISCOSA ESTERNO 80% LANA 20% POLIAMMIDE", "wool 80, polyamide 20"],
  ["SHELL 100% NYLON LINING 100% POLYESTER FILLING 90% DOWN", "polyamide 100"],
  ["Pelle verniciata, Canvas, Similpelle", "patent_leather, canvas, faux_leather"],
  ["misto lana e seta", "wool, silk"],
  ["FODERA 100% POLIESTERE", ""],
  ["70% COTONE 60% LINO", ""],
  ["100%", ""],
  ["CO PL EA", ""],
  ["MADE IN ITALY", ""],
  ["", ""],
];

Deno.test("parseMaterial() reads tags in five languages, with parts, and as machines misread them", () => {
  for (const [text, expected] of TABLE) assert.equal(shown(text), expected, text);
});

Deno.test("parseMaterial() finds each material again by each of its words beside a share", () => {
  for (const { key, words } of MATERIALS) {
    for (const word of words) {
      // A word that is itself a part of the garment is read as one.
      if (/tessuto|jersey/.test(word)) continue;
      assert.deepEqual(
        parseMaterial(`100% ${word.toUpperCase()}`),
        [{ fibre: key, percent: 100 }],
        word,
      );
    }
  }
});

const KEYS = new Set(MATERIALS.map(({ key }) => key));

Deno.test("parseMaterial() never throws and never gives more than the whole", () => {
  const word = fc.constantFrom(...MATERIALS.flatMap(({ words }) => words));
  const share = fc.tuple(fc.nat(130), word).map(([percent, name]) => `${percent}% ${name} `);
  fc.assert(fc.property(
    fc.oneof(fc.string({ unit: "grapheme" }), fc.array(share).map((shares) => shares.join(""))),
    (text) => {
      const fibres = parseMaterial(text);
      const total = fibres.reduce((sum, { percent = 0 }) => sum + percent, 0);
      assert.ok(total <= 100 && fibres.length <= 8);
      assert.ok(fibres.every(({ fibre }) => KEYS.has(fibre)));
      assert.equal(new Set(fibres.map(({ fibre }) => fibre)).size, fibres.length);
    },
  ));
});
