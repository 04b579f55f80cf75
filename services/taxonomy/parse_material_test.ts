import assert from "node:assert/strict";
import fc from "fast-check";
import { FACT_VALUES } from "./facts.ts";
import { MATERIALS } from "./materials.ts";
import { fibresByPart, isPartOfComposition, parseMaterial, wholeParts } from "./parse_material.ts";

/** Fibres as "cotton 95, elastane 5; lining: viscose 100", with "…" where a part was not read whole. */
function shown(text: string): string {
  const fibres = parseMaterial(text);
  const parts = [...fibresByPart(fibres)].map(([part, found]) => {
    const list = found.map(({ fibre, percent }) => [fibre, percent].filter(Boolean).join(" "));
    return `${part ? `${part}: ` : ""}${list.join(", ")}${isPartOfComposition(found) ? " …" : ""}`;
  });
  return parts.join("; ");
}

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
  // Parts, each checked for itself.
  ["ESTERNO: 100% POLIESTERE FODERA: 100% VISCOSA", "polyester 100; lining: viscose 100"],
  [
    "FODERA 100% VISCOSA ESTERNO 80% LANA 20% POLIAMMIDE",
    "wool 80, polyamide 20; lining: viscose 100",
  ],
  [
    "SHELL 100% NYLON LINING 100% POLYESTER FILLING 90% DOWN",
    "polyamide 100; lining: polyester 100; padding: down 90 …",
  ],
  [
    "ESTERNO / OUTER / EXTÉRIEUR 100% LANA WOOL LAINE FODERA / LINING / DOUBLURE 55% VISCOSA VISCOSE 45% ACETATO ACETATE",
    "wool 100; lining: viscose 55, acetate 45",
  ],
  [
    "ESTERNO 70% COTONE FODERA 100% POLIESTERE",
    "cotton 70 …; lining: polyester 100",
  ],
  ["TOMAIA: PELLE FODERA: TESSUTO SUOLA: GOMMA", "leather; sole: rubber"],
  ["100% COTONE STIRARE ALL'INTERNO LAVARE A 30°", "cotton 100"],
  // Read in part: a fibre is missing, or a figure was misread.
  ["25% LINO 5% SETA", "linen 25, silk 5 …"],
  ["?0% C#T@NE 25% LINO 5% SETA", "linen 25, silk 5 …"],
  ["70% COTONE 60% LINO", "cotton 70, linen 60 …"],
  ["10% COTONE 25% LINO 5% SETA", "cotton 10, linen 25, silk 5 …"],
  ["95% COTONE", "cotton 95 …"],
  ["COTONE, 5% ELASTAN", "elastane 5 …"],
  ["33% LANA 33% SETA 33% LINO", "wool 33, silk 33, linen 33"],
  ["65.5% LANA 34.6% SETA", "wool 65.5, silk 34.6"],
  ["50% LANA 48% SETA", "wool 50, silk 48 …"],
  // Another language fills the gap of the first.
  [
    "25% LINO 5% SETA 70% COTTON 25% LINEN 5% SILK 70% COTON 25% LIN 5% SOIE",
    "linen 25, silk 5, cotton 70",
  ],
  ["25% LINO 5% SETA 25% LINEN 70% COTTON", "linen 25, silk 5, cotton 70"],
  ["5% SETA 25% LINO 25% LINEN 5% SILK", "silk 5, linen 25 …"],
  // The percent sign is lost, and the sum proves the figure.
  ["70 COTONE 25% LINO 5% SETA", "cotton 70, linen 25, silk 5"],
  ["60 COTONE 25% LINO 5% SETA", "linen 25, silk 5 …"],
  // Fibres that no list knows stay as words.
  ["95% COTONE 5% LUREX-X", "cotton 95, lurex-x 5"],
  ["BISSO 40% SETA 60%", "bisso 40, silk 60"],
  ["70% CTNE 25% LINO 5% SETA", "linen 25, silk 5 …"],
  ["60% POLIESTERE 40% POLIESTERE RICICLATO", "polyester 100"],
  ["100% MADE IN ITALY", ""],
  ["95% COTONE 5% [?]\nLAVARE A MANO CON IL PROGRAMMA LANA", "cotton 95 …"],
  ["Pelle verniciata, Canvas, Similpelle", "patent_leather, canvas, faux_leather"],
  ["Finta pelliccia", "faux_fur"],
  ["Pelliccia finta, Pelle", "faux_fur, leather"],
  ["Kunstpelz", "faux_fur"],
  ["Oro, Argento", "gold, silver"],
  ["Silver, Felt", "silver, felt"],
  ["misto lana e seta", "wool, silk"],
  ["FODERA 100% POLIESTERE", "lining: polyester 100"],
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

Deno.test("wholeParts() never gives more or less than the whole of a part", () => {
  const word = fc.constantFrom(...MATERIALS.flatMap(({ words }) => words));
  const share = fc.tuple(fc.nat(130), word).map(([percent, name]) => `${percent}% ${name} `);
  fc.assert(fc.property(
    fc.oneof(fc.string({ unit: "grapheme" }), fc.array(share).map((shares) => shares.join(""))),
    (text) => {
      for (const part of fibresByPart(wholeParts(parseMaterial(text))).values()) {
        const percents = part.flatMap(({ percent }) => percent ?? []);
        const total = percents.reduce((sum, percent) => sum + percent, 0);
        assert.ok(percents.length === 0 || total >= 98.99 && total <= 101.01);
        assert.equal(new Set(part.map(({ fibre }) => fibre)).size, part.length);
        assert.ok(FACT_VALUES.material.safeParse(part).success);
      }
    },
  ));
});
