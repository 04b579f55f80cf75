/** A table of things: headers, and rows of cells. */
import { invalid } from "../../errors.ts";
import { CELL_CHARS_MAX, TABLE_COLUMNS_MAX, TABLE_ROWS_MAX } from "../limits.ts";
import { decodeText, readCsv } from "./csv.ts";
import { readWorkbook } from "./workbook.ts";

export interface Table {
  readonly headers: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** As the seller's spreadsheet counts them: the headers are line 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export type TableKind = "csv" | "xlsx";

/** @throws Failure `transfer.unreadable_table`, `transfer.too_many_rows`, `transfer.empty_table` */
export async function readTable(bytes: Uint8Array<ArrayBuffer>, kind: TableKind): Promise<Table> {
  return tableOf(kind === "xlsx" ? await readWorkbook(bytes) : readCsv(decodeText(bytes).text));
}

export function tableOf(all: readonly (readonly string[])[]): Table {
  const filled = all.map((row, at) => ({ line: at + 1, cells: row.map(tidy) })).filter(isFilled);
  const [head, ...rows] = filled;
  if (!head || rows.length === 0) throw invalid("transfer.empty_table");
  if (rows.length > TABLE_ROWS_MAX) {
    throw invalid("transfer.too_many_rows", { max: TABLE_ROWS_MAX });
  }
  const headers = head.cells;
  if (headers.length > TABLE_COLUMNS_MAX) {
    throw invalid("transfer.too_many_columns", { max: TABLE_COLUMNS_MAX });
  }
  return { headers, rows };
}

const tidy = (cell: string) => cell.replace(/\0/g, "").trim().slice(0, CELL_CHARS_MAX);
const isFilled = ({ cells }: TableRow) => cells.some((cell) => cell !== "");
