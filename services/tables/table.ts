/** Types of a table file: sheets, rows, cells. */

export const TABLE_KINDS = ["csv", "xlsx", "html", "xml"] as const;
/** "html" and "xml" are what programs write under the name `.xls`. */
export type TableKind = (typeof TABLE_KINDS)[number];

/** A number only if the file marks the cell as numeric; "" for an empty cell. */
export type Cell = string | number;

export interface TableRow {
  /** Line number in the spreadsheet, from 1. */
  readonly line: number;
  /** From the first column to the last that holds something. */
  readonly cells: readonly Cell[];
}

/** Contents of a sheet besides its rows. */
export interface Aside {
  /** Cells far away from the table, which are left out. */
  readonly strayCells: number;
  /** Addresses of the first of them, such as "XFD1048576". */
  readonly strayPlaces: readonly string[];
  /** Cells that got the value of the merged cell they belong to. */
  readonly mergedCells: number;
}

export interface Sheet {
  /** Non-empty rows in the order of their lines. */
  readonly rows: readonly TableRow[];
  readonly aside: Aside;
}

/** The beginning of a sheet, by which its header is found. */
export interface SheetHead {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly TableRow[];
}

export interface TableSurvey {
  readonly kind: TableKind;
  readonly sheets: readonly SheetHead[];
}

/** Part of a sheet; the last part tells what lies aside. */
export interface SheetPiece {
  readonly rows: readonly TableRow[];
  readonly aside?: Aside;
}

const SIGNIFICANT_DIGITS = 15;

/** The text of a cell. Numbers are cut to what a spreadsheet shows: 12.9 may lie in it as 12.900000000000002. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return "";
  return typeof cell === "number" ? String(Number(cell.toPrecision(SIGNIFICANT_DIGITS))) : cell;
}

/** A sheet of an opened file. */
export interface SheetSource {
  readonly name: string;
  readonly hidden: boolean;
  /** @param linesMax stops after so many lines that hold something */
  read(linesMax?: number): Promise<Sheet>;
}
