import assert from "node:assert/strict";
import type { Cell, SheetHead, TableRow } from "../../tables/mod.ts";
import { footerLines, guessHeader, guessLayout, mergeRanges } from "./layout.ts";
import { createRowFilter, tableIn } from "./table.ts";

/** Lines by their number; the others are empty. */
const rowsOf = (lines: Readonly<Record<number, readonly Cell[]>>): TableRow[] =>
  Object.entries(lines).map(([line, cells]) => ({ line: Number(line), cells }));
const sheet = (rows: TableRow[], hidden = false): SheetHead => ({ name: "", hidden, rows });

Deno.test("the header is the line that names most columns, wherever it stands", () => {
  const cases: [Record<number, Cell[]>, number][] = [
    [{ 1: ["titolo", "marca"], 2: ["Felpa", "Nike"] }, 1],
    [{
      1: ["Info", "Version=1", "Template=x"],
      2: ["Custom label", "Title", "Brand"],
      3: [101, "Felpa", "Nike"],
    }, 2],
    [{ 1: ["Armadio di Maria"], 4: ["Titolo", "Prezzo"], 5: ["Felpa", 5] }, 4],
    [{ 2: ["Sales Record Number", "Item Title", "Sold For"], 4: ["1042", "Felpa", "25,00"] }, 2],
    [{ 1: ["Cosa sola"], 2: ["Artikel", "Preis"], 3: ["Hose", "T"] }, 2],
    [{ 1: ["Titolo"], 2: ["Felpa"] }, 1],
  ];
  for (const [lines, line] of cases) assert.equal(guessHeader(rowsOf(lines))?.line, line);
  assert.equal(guessHeader([]), null);
});

Deno.test("the sheet with the best header is read, and a hidden one last", () => {
  const cover = sheet(rowsOf({ 1: ["Istruzioni: compila il foglio Articoli"], 3: ["Versione 2"] }));
  const items = sheet(rowsOf({ 1: ["titolo", "marca", "prezzo"], 2: ["Guanti", "Dents", 22] }));
  const hidden = sheet(rowsOf({ 1: ["titolo", "marca", "prezzo", "nota"], 2: ["x"] }), true);
  assert.equal(guessLayout([cover, items, hidden]).sheet, 1);
  assert.equal(guessLayout([sheet([]), items]).sheet, 1);
});

Deno.test("what programs write below a table is no item", () => {
  const body = { 2: ["Vestito", "Zara", "10"], 3: ["Scarpe", "Geox", "20"] };
  const footers: [Record<number, Cell[]>, [number, number][]][] = [
    [{ 6: [2, "record(s) downloaded", "from Nov-20-26"], 7: ["Seller ID : qualcuno"] }, [[6, 7]]],
    [{ 4: ["Totale", "", "30,00"] }, [[4, 4]]],
    [{ 4: ["TOT."], 6: ["Generato il 12/11/2026"] }, [[4, 4], [6, 6]]],
    [{ 5: ["Pagina 1 di 2"] }, [[5, 5]]],
    [{ 4: ["Total look nero", "Zara", "30"] }, []],
    [{ 4: ["Sciarpa: lana"] }, []],
    [{ 5: ["Sciarpa"] }, []],
    [{ 5: ["https://www.vinted.it/items/1"] }, []],
  ];
  for (const [lines, expected] of footers) {
    assert.deepEqual(footerLines(rowsOf({ ...body, ...lines })), expected, JSON.stringify(lines));
  }
});

Deno.test("a table of one column has no footer of one cell", () => {
  assert.deepEqual(footerLines(rowsOf({ 2: ["Felpa"], 3: ["Top: rosso"] })), []);
});

Deno.test("lines that the seller leaves out, above the header or named, are no items", () => {
  const layout = {
    sheet: 0,
    headerLine: 2,
    leftOut: mergeRanges([[9, 9], [5, 6], [6, 7]]),
    repeated: [],
  };
  assert.deepEqual(layout.leftOut, [[5, 7], [9, 9]]);
  const left: number[] = [];
  const rows = rowsOf({
    1: ["x"],
    2: ["titolo"],
    3: ["a"],
    5: ["b"],
    7: ["c"],
    8: ["d"],
    9: ["e"],
  });
  const items = [...createRowFilter(layout, ({ line }) => left.push(line))(rows)];
  assert.deepEqual(items.map(({ line }) => line), [3, 8]);
  assert.deepEqual(left, [5, 7, 9]);
});

Deno.test("the value above is repeated only in the columns that the seller names, across pieces", () => {
  const layout = { sheet: 0, headerLine: 1, leftOut: [], repeated: [0] };
  const filter = createRowFilter(layout, () => {});
  const [first, second] = [
    rowsOf({ 1: ["marca", "titolo", "nota"], 2: ["Benetton", "Maglia 1", "bella"] }),
    rowsOf({ 3: ["", "Maglia 2"], 4: ["Zara", "Top"], 5: ["", "Gonna"] }),
  ];
  const items = [...filter(first), ...filter(second)];
  assert.deepEqual(items.map(({ cells }) => cells), [
    ["Benetton", "Maglia 1", "bella"],
    ["Benetton", "Maglia 2"],
    ["Zara", "Top"],
    ["Zara", "Gonna"],
  ]);
});

Deno.test("columns reach as far as the cells do; without a header they have letters", () => {
  const head = sheet(rowsOf({ 1: ["titolo", "nota"], 2: ["Felpa", "", "in più"] }));
  const layout = { sheet: 0, headerLine: 1, leftOut: [], repeated: [] };
  assert.deepEqual(tableIn(head, layout).headers, ["titolo", "nota", ""]);
  assert.deepEqual(tableIn(head, { ...layout, headerLine: null }).headers, ["A", "B", "C"]);
  assert.equal(tableIn(head, { ...layout, headerLine: null }).head.length, 2);
});
