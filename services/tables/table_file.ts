/** Opens a table file of any kind: its sheets, and their rows on request. */
import { type Failure, invalid } from "../base/errors.ts";
import { readCsv } from "./csv.ts";
import { KIND_SAMPLE_BYTES, tableKind } from "./file_kind.ts";
import { readHtmlTables } from "./html_table.ts";
import { HEAD_LINES, ITEM_TABLE, MEGABYTE, type TableLimits } from "./limits.ts";
import { readSpreadsheetXml } from "./spreadsheet_xml.ts";
import type { Sheet, SheetHead, SheetSource, TableKind, TableRow, TableSurvey } from "./table.ts";
import { decodeText } from "./text_encoding.ts";
import { openWorkbook } from "./xlsx/workbook.ts";

export interface TableFile {
  readonly kind: TableKind;
  readonly sheets: readonly SheetSource[];
}

/**
 * Runs where nothing else waits for it: in a worker.
 * @throws Failure `tables.table_too_large`, `tables.empty_table`, `tables.unreadable_table` and others that say what
 * the file is instead
 */
export async function openTableFile(
  bytes: Uint8Array<ArrayBuffer>,
  limits: TableLimits = ITEM_TABLE,
): Promise<TableFile> {
  if (bytes.length > limits.bytesMax) throw tableTooLarge(limits.bytesMax);
  const kind = tableKind(bytes.subarray(0, KIND_SAMPLE_BYTES));
  return { kind, sheets: await OPEN[kind](bytes, limits) };
}

export const tableTooLarge = (bytesMax: number): Failure =>
  invalid("tables.table_too_large", { max: bytesMax / MEGABYTE });

type Open = (
  bytes: Uint8Array<ArrayBuffer>,
  limits: TableLimits,
) => SheetSource[] | Promise<SheetSource[]>;

const OPEN: Readonly<Record<TableKind, Open>> = {
  xlsx: openWorkbook,
  csv(bytes, { rowsMax }) {
    const { text } = decodeText(bytes);
    const read = (linesMax?: number) => Promise.resolve(readCsv(text, { rowsMax, linesMax }));
    return [{ name: "", hidden: false, read }];
  },
  html: (bytes, limits) =>
    readHtmlTables(decodeMarkup(bytes), limits).map((sheet) => whole("", sheet)),
  xml: (bytes, limits) =>
    readSpreadsheetXml(decodeMarkup(bytes), limits).map(({ name, ...sheet }) => whole(name, sheet)),
};

const whole = (name: string, sheet: Sheet): SheetSource => ({
  name,
  hidden: false,
  read: () => Promise.resolve(sheet),
});

/** A document may name its own encoding, which counts where the bytes do not contradict it. */
function decodeMarkup(bytes: Uint8Array): string {
  const { text, encoding } = decodeText(bytes);
  if (encoding !== "windows-1252" && encoding !== "macintosh") return text;
  const [, named] = /(?:encoding|charset)\s*=\s*["']?([\w-]{1,40})/i.exec(text.slice(0, 2_000)) ??
    [];
  try {
    return new TextDecoder(named ?? encoding).decode(bytes);
  } catch {
    return text;
  }
}

/** Cells of a survey are only shown, and looked at to guess what their column is. */
const SURVEY_CELL_CHARS = 200;
const SURVEY_CHARS_MAX = 2 * MEGABYTE;

/** The first lines of every sheet, by which the right one and its header are found. */
export async function surveyTable({ kind, sheets }: TableFile): Promise<TableSurvey> {
  const heads: SheetHead[] = [];
  let charsLeft = SURVEY_CHARS_MAX;
  for (const { name, hidden, read } of sheets) {
    const rows: TableRow[] = [];
    for (const { line, cells } of (await read(HEAD_LINES)).rows.slice(0, HEAD_LINES)) {
      const shown = cells.map((cell) =>
        typeof cell === "string" ? cell.slice(0, SURVEY_CELL_CHARS) : cell
      );
      charsLeft -= shown.reduce<number>((sum, cell) => sum + String(cell).length, 0);
      if (charsLeft < 0) break;
      rows.push({ line, cells: shown });
    }
    heads.push({ name, hidden, rows });
  }
  return { kind, sheets: heads };
}
