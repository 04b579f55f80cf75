import assert from "node:assert/strict";
import fc from "fast-check";
import { isFailure } from "../base/errors.ts";
import { BOM, csvLines } from "../transfer/table/write_csv.ts";
import { DELIMITERS, guessDelimiter, readCsv } from "./csv.ts";
import type { Sheet } from "./table.ts";

const cellsOf = ({ rows }: Sheet) => rows.map(({ cells }) => cells);
const refuses = (work: () => unknown, key: string) =>
  assert.throws(work, (error) => isFailure(error, "invalid") && error.key === key);

/** Cells as people have them: trimmed, no lone carriage returns, and not the guard that is taken off. */
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
).map((text) => text.replace(/[\r\0]/g, "").replace(/^[\s']+/, "").trim());
const table = fc.integer({ min: 2, max: 6 }).chain((width) =>
  fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 })
).filter((rows) => rows.every((row) => row.at(-1) !== ""));

Deno.test("readCsv() gives back whatever was written, with each delimiter", () => {
  fc.assert(fc.property(table, fc.constantFrom(...DELIMITERS), (rows, delimiter) => {
    const text = BOM.slice(1) + csvLines(rows, delimiter);
    assert.deepEqual(cellsOf(readCsv(text, { delimiter })), rows);
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

Deno.test("guessDelimiter() is not misled by decimals, quotes, or lines above the table", () => {
  assert.equal(guessDelimiter('Titolo;Prezzo\n"Felpa, blu, bella";12,50\nJeans;9,00\n'), ";");
  assert.equal(guessDelimiter("Armadio di Maria\n\ntitolo,marca\nFelpa,Nike\nTop,Zara\n"), ",");
});

Deno.test("readCsv() believes the line with which Excel is told the delimiter, quoted or not", () => {
  for (const named of ["sep=|", '"sep=|"', "SEP=|"]) {
    assert.deepEqual(
      cellsOf(readCsv(`${named}\r\na|b;c\r\n1|2\r\n`)),
      [["a", "b;c"], ["1", "2"]],
      named,
    );
  }
});

Deno.test("readCsv() counts lines as a spreadsheet does, and keeps cells beyond the header", () => {
  const { rows } = readCsv("titolo,prezzo\n\nFelpa,12,,in più\nJeans\n");
  assert.deepEqual(rows, [
    { line: 1, cells: ["titolo", "prezzo"] },
    { line: 3, cells: ["Felpa", "12", "", "in più"] },
    { line: 4, cells: ["Jeans"] },
  ]);
});

Deno.test("a cell that a spreadsheet would run is written with a guard, which reading takes off", () => {
  const text = csvLines([["=HYPERLINK(1)", "ok"]], ";");
  assert.ok(text.startsWith("'=HYPERLINK"), text);
  assert.deepEqual(cellsOf(readCsv(text)), [["=HYPERLINK(1)", "ok"]]);
});

Deno.test("a CSV beyond the limits is refused while it is read", () => {
  refuses(() => readCsv("titolo,marca\n" + "Felpa,Nike\n".repeat(41_300)), "tables.too_many_rows");
  refuses(
    () => readCsv(Array.from({ length: 20 }, () => "a,".repeat(300)).join("\n")),
    "tables.too_many_columns",
  );
  refuses(() => readCsv(",".repeat(2_000_000)), "tables.unreadable_table");
  refuses(() => readCsv('titolo,"' + "x".repeat(2_000_000)), "tables.unreadable_table");
});

Deno.test("empty cells cost nothing, however many there are", () => {
  const commas = ",".repeat(700_000);
  assert.deepEqual(cellsOf(readCsv(`titolo,marca\n${commas}\nFelpa,Nike${commas}\n`)), [
    ["titolo", "marca"],
    ["Felpa", "Nike"],
  ]);
});
