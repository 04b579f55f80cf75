import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeText, DELIMITERS, guessDelimiter, readCsv } from "./csv.ts";
import { BOM, csvLines } from "./write_csv.ts";

/** Cells as people have them: no lone carriage returns, and not the guard that is taken off. */
const cell = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'dice "bello"',
    "a;b,c\td|e",
    "due\nrighe",
    "=1+1",
    "-5",
    "@a",
    "città",
    "€ 12,50",
    "",
  ),
).map((text) => text.replace(/\r/g, "").replace(/^'+/, ""));
const table = fc.integer({ min: 2, max: 6 }).chain((width) =>
  fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 })
).filter((rows) => rows.every((row) => row.some((cell) => cell !== "")));

Deno.test("readCsv() gives back whatever was written, with each delimiter", () => {
  fc.assert(fc.property(table, fc.constantFrom(...DELIMITERS), (rows, delimiter) => {
    assert.deepEqual(readCsv(BOM.slice(1) + csvLines(rows, delimiter), delimiter), rows);
  }));
});

Deno.test("guessDelimiter() finds what cuts the lines alike", () => {
  const row = fc.tuple(fc.string(), fc.nat(), fc.string()).map(([name, n, note]) =>
    [name, String(n), note].map((text) => text.replace(/[;,\t|"\r\n']/g, "") || "x")
  );
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 2, maxLength: 20 }),
      fc.constantFrom(...DELIMITERS),
      (rows, delimiter) => {
        assert.equal(guessDelimiter(csvLines(rows, delimiter)), delimiter);
      },
    ),
  );
});

Deno.test("guessDelimiter() is not misled by commas of decimals or inside quotes", () => {
  assert.equal(guessDelimiter('Titolo;Prezzo\n"Felpa, blu, bella";12,50\nJeans;9,00\n'), ";");
});

Deno.test("readCsv() believes the line with which Excel names the delimiter", () => {
  assert.deepEqual(readCsv("sep=|\r\na|b;c\r\n1|2\r\n"), [["a", "b;c"], ["1", "2"]]);
});

Deno.test("decodeText() tells UTF-8, its mark, Windows and Excel's Unicode apart", () => {
  const utf16 = new Uint8Array([
    0xff,
    0xfe,
    ..."Età".split("").flatMap((c) => [c.charCodeAt(0), 0]),
  ]);
  const cases: [Uint8Array, string][] = [
    [new TextEncoder().encode("Età €"), "Età €"],
    [new TextEncoder().encode("\ufeffEtà"), "Età"],
    [new Uint8Array([0x45, 0x74, 0xe0, 0x20, 0x80]), "Età €"],
    [utf16, "Età"],
  ];
  for (const [bytes, text] of cases) assert.equal(decodeText(bytes).text, text);
});

Deno.test("a cell that a spreadsheet would run is written with a guard, which reading takes off", () => {
  const text = csvLines([["=HYPERLINK(1)", "ok"]], ";");
  assert.ok(text.startsWith("'=HYPERLINK"), text);
  assert.deepEqual(readCsv(text, ";"), [["=HYPERLINK(1)", "ok"]]);
});
