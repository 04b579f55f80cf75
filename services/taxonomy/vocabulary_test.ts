import assert from "node:assert/strict";
import { CARE, parseCare, readCare } from "./care.ts";
import { COLOURS, parseColours } from "./colours.ts";
import { CONDITIONS, parseCondition } from "./conditions.ts";
import { KINDS } from "./kinds.ts";
import { type Labels, LANGUAGES } from "./labels.ts";
import { MATERIALS } from "./materials.ts";
import { MEASURE_LABELS } from "./measures.ts";
import { PATTERN_LABELS } from "./patterns.ts";

Deno.test("every label is there in all five languages", () => {
  const all: Labels[] = [
    ...COLOURS.map(({ labels }) => labels),
    ...CONDITIONS.map(({ labels }) => labels),
    ...MATERIALS.map(({ labels }) => labels),
    ...CARE.map(({ labels }) => labels),
    ...[...KINDS.values()].map(({ noun }) => noun),
    ...Object.values(MEASURE_LABELS),
    ...Object.values(PATTERN_LABELS),
  ];
  for (const labels of all) {
    for (const language of LANGUAGES) assert.ok(labels[language], JSON.stringify(labels));
  }
});

Deno.test("every kind that falls back on a broader one names one that exists, without a circle of one", () => {
  for (const { key, broader } of KINDS.values()) {
    if (broader !== undefined) assert.ok(KINDS.has(broader) && broader !== key, key);
  }
});

const CONDITION_FIELDS: [string, number | null][] = [
  ["NEUF, AVEC ÉTIQUETTE", 6],
  ["Nuovo con cartellino", 6],
  ["NEUF", 1],
  ["Neuf sans étiquette", 1],
  ["Nuovo senza cartellino", 1],
  ["TRÈS BON ÉTAT", 2],
  ["Ottime condizioni", 2],
  ["Ottime", 2],
  ["Very good", 2],
  ["Sehr gut", 2],
  ["Buone", 3],
  ["Good", 3],
  ["BON ÉTAT", 3],
  ["Discrete condizioni", 4],
  ["Satisfaisant", 4],
  ["Zufriedenstellend", 4],
  ["Satisfactorio", 4],
  ["", null],
  ["Venduto", null],
];
const FOREIGN_FIELDS: [string, number][] = [
  ["Nový s visačkou", 6],
  ["NOWY BEZ METKI", 1],
  ["Muito bom", 2],
  ["Mycket bra", 2],
  ["Labai gera", 2],
  ["Jó", 3],
  ["Bună", 3],
  ["God", 3],
  ["Erittäin hyvä", 2],
  ["Zadovoljavajuće", 4],
  ["Veľmi dobré", 2],
  ["Ικανοποιητική", 4],
  ["Nieuw zonder prijskaartje", 1],
  ["Novo brez etikete", 1],
  ["Ļoti labs", 2],
  ["Väga hea", 2],
];

Deno.test("parseCondition() reads the five levels in every language, whatever the case", () => {
  for (const [text, id] of [...CONDITION_FIELDS, ...FOREIGN_FIELDS]) {
    assert.equal(parseCondition(text), id, text);
  }
});

Deno.test("parseColours() reads a list of colours as the Italian site shows it", () => {
  const ids = (text: string) => parseColours(text).map(({ id }) => id);
  assert.deepEqual(ids("Blu marino, Bianco"), [27, 12]);
  assert.deepEqual(ids("Verde scuro, Panna"), [28, 20]);
  assert.deepEqual(ids("Multi"), [15]);
  assert.deepEqual(ids("Chiaro"), [32]);
  assert.deepEqual(ids("Nero, nera, pippo"), [1]);
  assert.deepEqual(ids(""), []);
});

Deno.test("parseCare() reads care in several languages and is not fooled by the opposite", () => {
  assert.deepEqual(parseCare("LAVARE A 30° NON CANDEGGIARE"), ["wash_30", "no_bleach"]);
  assert.deepEqual(parseCare("NON LAVARE A SECCO"), ["no_dry_clean"]);
  assert.deepEqual(parseCare("Dry clean only. Do not iron."), ["no_iron", "dry_clean"]);
  assert.deepEqual(parseCare("Nicht bleichen, nicht bügeln"), ["no_bleach", "no_iron"]);
  assert.deepEqual(parseCare("MADE IN ITALY 30"), []);
});

Deno.test("readCare() leaves out what is cut off, contradicted or perhaps turned round, and says so", () => {
  const TABLE: [string, string[], boolean][] = [
    ["LAVARE A 30° NON CANDEGGIARE", ["wash_30", "no_bleach"], false],
    ["NON LAVARE A", [], true],
    ["NON LAVARE A [?]\nNON STIRARE", ["no_iron"], true],
    ["NON LAVARE\nA SECCO", ["no_dry_clean"], false],
    ["N0N LAVARE A SECCO", ["no_dry_clean"], false],
    ["N?N LAVARE A SECCO", [], true],
    ["LAVARE A SECCO", ["dry_clean"], false],
    ["NON STIRARE - LAVARE A SECCO", ["no_iron", "dry_clean"], false],
    ["LAVARE A SECCO\nDO NOT DRY CLEAN", [], true],
    ["LAVARE A 30°\nDO NOT WASH", [], true],
  ];
  for (const [text, care, isPart] of TABLE) {
    assert.deepEqual(readCare(text), { care, isPart }, text);
  }
});
