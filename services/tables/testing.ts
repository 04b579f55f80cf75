/** For tests and benchmarks: workbooks as spreadsheets write them, whole or just valid enough to be hostile. */
import { writeZip } from "../zip/testing.ts";
import { columnLetters } from "./place.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

/** `day` is a number with the format of a date; `shared` names a text of the workbook. */
export type WrittenCell = string | number | { day: number } | { shared: number } | {
  /** The cell's XML in the file. */
  xml: string;
};

export interface WrittenSheet {
  readonly name?: string;
  readonly hidden?: boolean;
  /** Filled from the first column. */
  readonly rows?: readonly (readonly (WrittenCell | null)[])[];
  /** Single cells by their place; below the rows. */
  readonly cells?: Readonly<Record<string, WrittenCell>>;
  /** Put behind the rows as it is. */
  readonly rowsXml?: string;
  readonly merges?: readonly string[];
}

export interface WrittenWorkbook {
  readonly sheets: readonly WrittenSheet[];
  readonly strings?: readonly string[];
  readonly from1904?: boolean;
}

export function writeWorkbook(
  { sheets, strings = [], from1904 = false }: WrittenWorkbook,
): Promise<Uint8Array<ArrayBuffer>> {
  const list = sheets.map(({ name, hidden }, at) =>
    `<sheet name="${name ?? `Foglio${at + 1}`}" sheetId="${at + 1}" r:id="r${at + 1}"${
      hidden ? ' state="hidden"' : ""
    }/>`
  );
  return zipOf({
    "_rels/.rels": relationships([["r1", "officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">` +
      `<workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>${list.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationships([
      ...sheets.map((_, at) =>
        [`r${at + 1}`, "worksheet", `worksheets/sheet${at + 1}.xml`] as const
      ),
      ["s1", "styles", "styles.xml"],
      ["s2", "sharedStrings", "/xl/sharedStrings.xml"],
    ]),
    "xl/styles.xml": `<styleSheet xmlns="${MAIN}">` +
      `<numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yy"/></numFmts>` +
      `<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `<sst xmlns="${MAIN}">${
      strings.map((text) => `<si><t>${text}</t></si>`).join("")
    }</sst>`,
    ...Object.fromEntries(
      sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet)]),
    ),
  });
}

/** @param files their content by name */
export const zipOf = (files: Readonly<Record<string, string>>): Promise<Uint8Array<ArrayBuffer>> =>
  writeZip(Object.entries(files).map(([name, content]) => ({ name, content })));

function relationships(parts: readonly (readonly [string, string, string])[]): string {
  const links = parts.map(([id, kind, target]) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`
  );
  return `<Relationships xmlns="${PACKAGE}">${links.join("")}</Relationships>`;
}

function sheetXml({ rows = [], cells = {}, rowsXml = "", merges = [] }: WrittenSheet): string {
  const lines = rows.map((row, at) =>
    `<row r="${at + 1}">${
      row.map((cell, column) =>
        cell === null ? "" : cellXml(cell, columnLetters(column) + (at + 1))
      )
        .join("")
    }</row>`
  );
  const single = Object.entries(cells).map(([place, cell]) =>
    `<row r="${/\d+/.exec(place)![0]}">${cellXml(cell, place)}</row>`
  );
  const merged = merges.map((block) => `<mergeCell ref="${block}"/>`);
  return `<worksheet xmlns="${MAIN}"><sheetData>${lines.join("")}${rowsXml}${
    single.join("")
  }</sheetData>${
    merged.length > 0 ? `<mergeCells>${merged.join("")}</mergeCells>` : ""
  }</worksheet>`;
}

function cellXml(cell: WrittenCell, place: string): string {
  if (typeof cell === "string") {
    return `<c r="${place}" t="inlineStr"><is><t>${cell}</t></is></c>`;
  }
  if (typeof cell === "number") return `<c r="${place}"><v>${cell}</v></c>`;
  if ("day" in cell) return `<c r="${place}" s="1"><v>${cell.day}</v></c>`;
  if ("shared" in cell) return `<c r="${place}" t="s"><v>${cell.shared}</v></c>`;
  return cell.xml;
}
