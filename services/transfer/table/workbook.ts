/** The first sheet of an XLSX that holds anything, as cells of text. */
import { invalid } from "../../errors.ts";

/** @throws Failure `transfer.unreadable_table` */
export async function readWorkbook(bytes: Uint8Array<ArrayBuffer>): Promise<string[][]> {
  // Most houses never open a workbook: its reader is loaded by the first one.
  const { default: readSheets } = await import("read-excel-file/universal");
  try {
    const sheets = await readSheets(bytes.buffer);
    const { data = [] } = sheets.find(({ data }) => data.length > 0) ?? {};
    return data.map((row) => row.map(textOf));
  } catch (error) {
    throw invalid("transfer.unreadable_table", {}, error);
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return cell.toISOString().slice(0, "2026-01-15".length);
  // Binary fractions: 12.9 may lie in the file as 12.900000000000002.
  return typeof cell === "number" ? String(Number(cell.toPrecision(15))) : String(cell);
}
