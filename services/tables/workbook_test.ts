import assert from "node:assert/strict";
import { isFailure } from "../base/errors.ts";
import { openTableFile, surveyTable } from "./table_file.ts";
import { cellText, type Sheet } from "./table.ts";
import { writeWorkbook, type WrittenSheet, type WrittenWorkbook, zipOf } from "./testing.ts";

const read = async (book: WrittenWorkbook, at = 0): Promise<Sheet> =>
  await (await openTableFile(await writeWorkbook(book))).sheets[at]!.read();
const readSheet = (sheet: WrittenSheet, book: Partial<WrittenWorkbook> = {}) =>
  read({ sheets: [sheet], ...book });
const refuses = (work: Promise<unknown>, key: string) =>
  assert.rejects(work, (error) => isFailure(error, "invalid") && error.key === key, key);

const HEADER = ["titolo", "marca", "prezzo"];
const ROWS = [HEADER, ["Borsa", "Furla", 40], ["Sciarpa", "Gucci", 60]];

Deno.test("numbers of a workbook stay numbers, and are shown without binary fractions", async () => {
  const { rows } = await readSheet({ rows: [[12.345, 12.900000000000002, 7, "12.345"]] });
  assert.deepEqual(rows[0]!.cells, [12.345, 12.900000000000002, 7, "12.345"]);
  assert.deepEqual(rows[0]!.cells.map(cellText), ["12.345", "12.9", "7", "12.345"]);
});

Deno.test("days are told from numbers by their format, in both calendars", async () => {
  const sheet = { rows: [[45_000, { day: 45_000 }, { day: 1 }, { day: 0.5 }]] };
  assert.deepEqual((await readSheet(sheet)).rows[0]!.cells, [
    45_000,
    "2023-03-15",
    "1900-01-01",
    "12:00",
  ]);
  const from1904 = await readSheet({ rows: [[{ day: 45_000 - 1_462 }]] }, { from1904: true });
  assert.deepEqual(from1904.rows[0]!.cells, ["2023-03-15"]);
});

Deno.test("texts come out whole: shared, formatted, escaped, calculated, in cells without a place", async () => {
  const cells = [
    '<c t="inlineStr"><is><r><t>Felpa </t></r><r><t>blu</t></r><rPh><t>x</t></rPh></is></c>',
    '<c t="str"><f>A1&amp;"!"</f><v>S&amp;M_x000D_</v></c>',
    '<c t="b"><v>1</v></c>',
    "<c/>",
    '<c t="e"><v>#N/A</v></c>',
  ];
  const { rows } = await readSheet({
    rows: [[{ shared: 1 }]],
    rowsXml: `<row>${cells.join("")}</row>`,
  }, {
    strings: ["altro", "H&amp;M"],
  });
  assert.deepEqual(rows.map(({ line, cells }) => [line, cells]), [
    [1, ["H&M"]],
    [2, ["Felpa blu", "S&M", "true", "", "#N/A"]],
  ]);
});

Deno.test("every sheet is there by its name, with the hidden ones marked", async () => {
  const file = await openTableFile(
    await writeWorkbook({
      sheets: [{ name: "Guida", rows: [["Leggimi"]] }, { name: "Dati", hidden: true, rows: ROWS }],
    }),
  );
  const { kind, sheets } = await surveyTable(file);
  assert.equal(kind, "xlsx");
  assert.deepEqual(sheets.map(({ name, hidden, rows }) => [name, hidden, rows.length]), [
    ["Guida", false, 1],
    ["Dati", true, 3],
  ]);
});

Deno.test("cells far away from the table are left out and counted, wherever they are", async () => {
  for (const place of ["XFD50000", "XFD1048576", "B1048576", "XFD2", "GS1"]) {
    const { rows, aside } = await readSheet({ rows: ROWS, cells: { [place]: "x" } });
    assert.equal(rows.length, 3, place);
    assert.deepEqual(aside, { strayCells: 1, strayPlaces: [place], mergedCells: 0 });
  }
  const solver = Object.fromEntries(
    Array.from({ length: 26 }, (_, at) => [`XFD${1_048_550 + at}`, at]),
  );
  const { rows, aside } = await readSheet({ rows: ROWS, cells: solver });
  assert.equal(rows.length, 3);
  assert.equal(aside.strayCells, 26);
});

Deno.test("a header of as many columns as there may be, and one cell in the last line", async () => {
  const wide = [...HEADER, ...Array.from({ length: 197 }, (_, at) => `c${at}`)];
  const { rows, aside } = await readSheet({
    rows: [wide, ["Sciarpa", "Gucci", 60]],
    cells: { A1048576: "x" },
  });
  assert.deepEqual(rows.map(({ cells }) => cells.length), [200, 3]);
  assert.equal(aside.strayCells, 1);
});

Deno.test("a million empty rows, formatted or not, cost only the time to pass over them", async () => {
  const empty = Array.from(
    { length: 1_000_000 },
    (_, at) => `<row r="${at + 4}" spans="1:8" s="1" customFormat="1"/>`,
  );
  empty[10] = '<row r="14"><c r="A14" s="1"/><c r="B14" s="1"/></row>';
  const { rows } = await readSheet({ rows: ROWS, rowsXml: empty.join("") });
  assert.equal(rows.length, 3);
});

Deno.test("a table with too many rows, columns or cells is refused by name", async () => {
  const rows = Array.from({ length: 45_000 }, (_, at) => [`Felpa ${at}`, "Nike", 5]);
  await refuses(readSheet({ rows }), "tables.too_many_rows");
  const wide = Array.from({ length: 20 }, () => Array.from({ length: 300 }, () => 1));
  await refuses(readSheet({ rows: wide }), "tables.too_many_columns");
  const long = "x".repeat(3_000);
  const heavy = Array.from(
    { length: 300 },
    () => Array.from({ length: 100 }, () => ({ shared: 0 })),
  );
  await refuses(readSheet({ rows: heavy }, { strings: [long] }), "tables.too_many_cells");
});

Deno.test("the value of a merged block reaches all its rows, and no row that is not there", async () => {
  const { rows, aside } = await readSheet({
    rows: [HEADER.with(0, "marca").with(1, "titolo"), ["Benetton", "Maglia 1", 5], [
      null,
      "Maglia 2",
      6,
    ], [null, "Top", 7]],
    merges: ["A2:A3", "A2:A1048576", "B1:C1"],
  });
  assert.deepEqual(rows.slice(1).map(({ cells }) => cells[0]), ["Benetton", "Benetton", ""]);
  assert.equal(aside.mergedCells, 1);
});

Deno.test("a workbook that is cut, or no workbook, is refused with a sentence", async () => {
  const open = (bytes: Uint8Array<ArrayBuffer>) =>
    openTableFile(bytes).then(({ sheets }) => sheets[0]!.read());
  await refuses(open(await zipOf({ "xl/workbook.xml": "<workbook" })), "tables.unreadable_table");
  await refuses(open(await zipOf({ "letter.txt": "ciao" })), "tables.other_spreadsheet");
  await refuses(open(await zipOf({ "content.xml": "<x/>" })), "tables.other_spreadsheet");
  const whole = await writeWorkbook({
    sheets: [{ rowsXml: '<row r="1"><c r="A1"><v>1</v><!-- ' }],
  });
  await refuses(open(whole), "tables.unreadable_table");
  await refuses(open(whole.slice(0, -40)), "files.bad_zip");
  await refuses(open(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1])), "tables.old_excel");
});
