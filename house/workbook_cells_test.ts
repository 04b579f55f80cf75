import assert from "node:assert/strict";
import { makeZip } from "client-zip";
import { isFailure } from "../services/errors.ts";
import { readReceived } from "../services/market/intakes/receive.ts";
import { workbookCells } from "./workbook_cells.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

/** The least that a spreadsheet writes for one sheet of text. */
async function workbook(rows: readonly (readonly string[])[]): Promise<Uint8Array<ArrayBuffer>> {
  const link = (id: string, kind: string, target: string) =>
    `<Relationships xmlns="${PACKAGE}"><Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/></Relationships>`;
  const cells = (row: readonly string[], at: number) =>
    row.map((cell, column) =>
      `<c r="${String.fromCharCode(65 + column)}${
        at + 1
      }" t="inlineStr"><is><t>${cell}</t></is></c>`
    ).join("");
  const sheet = rows.map((row, at) => `<row r="${at + 1}">${cells(row, at)}</row>`).join("");
  return await makeZipBytes([
    ["_rels/.rels", link("r1", "officeDocument", "xl/workbook.xml")],
    [
      "xl/workbook.xml",
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ],
    ["xl/_rels/workbook.xml.rels", link("r1", "worksheet", "worksheets/sheet1.xml")],
    [
      "xl/worksheets/sheet1.xml",
      `<worksheet xmlns="${MAIN}"><sheetData>${sheet}</sheetData></worksheet>`,
    ],
  ]);
}

const makeZipBytes = async (files: readonly (readonly [string, string])[]) =>
  await new Response(makeZip(files.map(([name, input]) => ({ name, input })))).bytes();

const isInvalid = (error: unknown) => isFailure(error, "invalid");

Deno.test("listings kept in a spreadsheet are read as those of a CSV", async () => {
  const bytes = await workbook([["Titolo", "Prezzo", "Marca"], ["Felpa blu", "12,50", "Nike"]]);
  const around = { seenAt: 0, mode: "file", country: "it", currency: "EUR" } as const;
  const { observations: [hoodie] } = await readReceived(
    new Blob([bytes]).stream(),
    around,
    workbookCells,
  );
  assert.deepEqual([hoodie?.title, hoodie?.price.cents, hoodie?.brand], [
    "Felpa blu",
    12_50,
    "Nike",
  ]);
});

Deno.test("a ZIP of something else is refused, and one that unpacks to gigabytes is not unpacked", async () => {
  await assert.rejects(workbookCells(await makeZipBytes([["letter.txt", "x"]])), isInvalid);
  const bytes = await workbook([["a"]]);
  // The size that the directory at the end tells of the sheet: four gigabytes.
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + 4 < bytes.length; at += 1) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0xfffffff0, true);
  }
  await assert.rejects(
    workbookCells(bytes),
    (error) => isFailure(error) && error.key === "transfer.zip_bomb",
  );
});
