import assert from "node:assert/strict";
import { makeZip } from "client-zip";
import { isFailure } from "../../errors.ts";
import { openTestTransfer, streamOf } from "../testing.ts";
import { readWorkbook } from "./workbook.ts";

type Cell = string | number | { day: number } | null;

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

/** The least that Excel writes for one sheet. */
function workbook(rows: Cell[][]): ReadableStream<Uint8Array> {
  const link = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  const links = (inner: string) =>
    `<Relationships xmlns="${PACKAGE}/relationships">${inner}</Relationships>`;
  const sheet = rows.map((row, at) => `<row r="${at + 1}">${row.map(cellAt(at)).join("")}</row>`);
  return makeZip([
    { name: "_rels/.rels", input: links(link("r1", "officeDocument", "xl/workbook.xml")) },
    {
      name: "xl/workbook.xml",
      input: `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">` +
        `<sheets><sheet name="Armadio" sheetId="1" r:id="r1"/></sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      input: links(
        link("r1", "worksheet", "worksheets/sheet1.xml") + link("r2", "styles", "styles.xml"),
      ),
    },
    {
      name: "xl/styles.xml",
      input:
        `<styleSheet xmlns="${MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    },
    {
      name: "xl/worksheets/sheet1.xml",
      input: `<worksheet xmlns="${MAIN}"><sheetData>${sheet.join("")}</sheetData></worksheet>`,
    },
  ]);
}

const cellAt = (row: number) => (cell: Cell, column: number): string => {
  const place = `r="${String.fromCharCode(65 + column)}${row + 1}"`;
  if (cell === null) return "";
  if (typeof cell === "string") return `<c ${place} t="inlineStr"><is><t>${cell}</t></is></c>`;
  return typeof cell === "number"
    ? `<c ${place}><v>${cell}</v></c>`
    : `<c ${place} s="1"><v>${cell.day}</v></c>`;
};

const ROWS: Cell[][] = [
  ["Numero", "Titolo", "Marca", "Prezzo", "Data acquisto"],
  [7, "Felpa blu", "Nike", 12.900000000000002, { day: 45_000 }],
  [null, null, null, null, null],
  [9, "Caffè", "Zara", 5, null],
];

Deno.test("readWorkbook() gives text as people read it: no binary fractions, days as days", async () => {
  const cells = await readWorkbook(await new Response(workbook(ROWS)).bytes());
  assert.deepEqual(cells[1], ["7", "Felpa blu", "Nike", "12.9", "2023-03-15"]);
});

Deno.test("an XLSX is imported like any table, and its rows are counted as the sheet does", async () => {
  await using t = await openTestTransfer();
  const { id, kind } = await t.transfer.imports.receive("a.xlsx", workbook(ROWS));
  assert.equal(kind, "xlsx");
  const { preview } = await t.transfer.imports.report(id);
  assert.deepEqual(preview.map(({ line }) => line), [2, 4]);
  await t.transfer.imports.start(id);
  await t.settled();
  const { value } = await t.inventory.get(7);
  assert.equal(value.acquiredOn, "2023-03-15");
  assert.deepEqual(value.price, { cents: 1_290, currency: "EUR" });
});

Deno.test("a workbook whose sheets are broken is refused with a sentence", async () => {
  await using t = await openTestTransfer();
  const broken = makeZip([{ name: "xl/workbook.xml", input: "<workbook" }]);
  await assert.rejects(
    t.transfer.imports.receive("a.xlsx", streamOf(broken)),
    (error) => isFailure(error) && error.key === "transfer.unreadable_table",
  );
});
