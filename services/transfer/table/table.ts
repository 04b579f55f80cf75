/** A table of items: the headers of its columns, and rows below them. */
import { invalid } from "../../base/errors.ts";
import {
  type Cell,
  cellText,
  columnLetters,
  type SheetHead,
  TABLE_COLUMNS_MAX,
  type TableRow,
} from "../../tables/mod.ts";
import { isLeftOut, type Layout } from "./layout.ts";

export interface Table {
  /** One for each column; "" for a column without a header. */
  readonly headers: readonly string[];
  /** The first rows, by which columns are guessed and shown. */
  readonly head: readonly TableRow[];
}

/** @throws Failure `tables.empty_table` where nothing stands below the header */
export function tableIn({ rows }: SheetHead, layout: Layout): Table {
  const header = rows.find(({ line }) => line === layout.headerLine)?.cells ?? [];
  const head = rows.filter(({ line }) => isItemLine(line, layout));
  if (head.length === 0) throw invalid("tables.empty_table");
  const widest = head.reduce((most, { cells }) => Math.max(most, cells.length), header.length);
  const width = Math.min(widest, TABLE_COLUMNS_MAX);
  const headers = Array.from(
    { length: width },
    (_, at) => layout.headerLine === null ? columnLetters(at) : cellText(header[at]),
  );
  return { headers, head };
}

const isItemLine = (line: number, { headerLine, leftOut }: Layout): boolean =>
  line > (headerLine ?? 0) && !isLeftOut(line, leftOut);

/** Passes on the rows that hold items; `leave` hears of those that the seller leaves out. */
export function createRowFilter(layout: Layout, leave: (row: TableRow) => void) {
  const above = new Map<number, Cell>();

  function repeat({ line, cells: given }: TableRow): TableRow {
    const cells = [...given];
    for (const column of layout.repeated) {
      const cell = cells[column] ?? "";
      if (cell !== "") above.set(column, cell);
      else if (above.has(column)) {
        while (cells.length < column) cells.push("");
        cells[column] = above.get(column)!;
      }
    }
    return { line, cells };
  }

  return function* itemRows(rows: readonly TableRow[]): Generator<TableRow> {
    for (const row of rows) {
      if (row.line <= (layout.headerLine ?? 0)) continue;
      if (isLeftOut(row.line, layout.leftOut)) leave(row);
      else yield repeat(row);
    }
  };
}
