/** Gathers the cells of a sheet, sparsely: only cells that hold something cost anything. */
import { invalid } from "../base/errors.ts";
import {
  CELL_CHARS_MAX,
  HEAD_LINES,
  STRAY_CELLS_MAX,
  TABLE_CELLS_MAX,
  TABLE_CHARS_MAX,
  TABLE_COLUMNS_MAX,
} from "./limits.ts";
import { columnLetters } from "./place.ts";
import type { Cell, Sheet, TableRow } from "./table.ts";

const STRAY_PLACES = 3;

/** A merged block; lines from 1, columns from 0, both ends inclusive. */
interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly column: number;
}

export interface SheetBuilder {
  /** @throws Failure `tables.too_many_rows`, `tables.too_many_columns`, `tables.too_many_cells` */
  put(line: number, column: number, cell: Cell): void;
  /** Every row of the block gets the value of its first cell. */
  merge(block: Merge): void;
  /** Lines that hold something so far. */
  readonly filledLines: number;
  finish(): Sheet;
}

interface SheetBuilderOptions {
  readonly rowsMax: number;
  /** Whether cells may lie anywhere: in a spreadsheet a cell far below the rows is a slip of the keyboard. */
  readonly isSpreadsheet: boolean;
}

export function createSheetBuilder({ rowsMax, isSpreadsheet }: SheetBuilderOptions): SheetBuilder {
  const linesMax = rowsMax + HEAD_LINES;
  const lineMax = isSpreadsheet ? linesMax : Infinity;
  const tooManyRows = () => invalid("tables.too_many_rows", { max: rowsMax });
  const lines = new Map<number, Cell[]>();
  const merges: Merge[] = [];
  const strayPlaces: string[] = [];
  const strays = { below: 0, beside: 0 };
  let [cells, chars, mergedCells] = [0, 0, 0];

  function leaveOut(line: number, column: number): void {
    strays[line > lineMax ? "below" : "beside"]++;
    const { below, beside } = strays;
    if (below + beside <= STRAY_PLACES) strayPlaces.push(`${columnLetters(column)}${line}`);
    if (below + beside <= STRAY_CELLS_MAX) return;
    throw below > beside ? tooManyRows() : tooManyColumns();
  }

  function lineOf(line: number): Cell[] {
    const known = lines.get(line);
    if (known) return known;
    if (lines.size >= linesMax) throw tooManyRows();
    const fresh: Cell[] = [];
    lines.set(line, fresh);
    return fresh;
  }

  function put(line: number, column: number, given: Cell): void {
    const cell = typeof given === "string" ? tidy(given) : given;
    if (cell === "") return;
    if (line > lineMax || column >= TABLE_COLUMNS_MAX) return leaveOut(line, column);
    cells++;
    chars += typeof cell === "string" ? cell.length : 1;
    if (cells > TABLE_CELLS_MAX || chars > TABLE_CHARS_MAX) {
      throw invalid("tables.too_many_cells", { max: TABLE_CELLS_MAX });
    }
    const row = lineOf(line);
    while (row.length < column) row.push("");
    row[column] = cell;
  }

  /** Blocks of one column that overlap are no spreadsheet's: only the first of them counts. */
  function fillMerges(): void {
    let before: Merge | null = null;
    for (const block of merges.sort((a, b) => a.column - b.column || a.top - b.top)) {
      if (before?.column === block.column && before.bottom >= block.top) continue;
      before = block;
      const value = lines.get(block.top)?.[block.column] ?? "";
      if (value === "") continue;
      for (let line = block.top + 1; line <= Math.min(block.bottom, lineMax); line++) {
        const row = lines.get(line);
        if (!row || (row[block.column] ?? "") !== "") continue;
        put(line, block.column, value);
        mergedCells++;
      }
    }
  }

  return {
    put,
    merge(block) {
      if (block.column < TABLE_COLUMNS_MAX && block.top <= lineMax) merges.push(block);
    },
    get filledLines() {
      return lines.size;
    },
    finish() {
      fillMerges();
      const rows: TableRow[] = [...lines].map(([line, cells]) => ({ line, cells }));
      rows.sort((a, b) => a.line - b.line);
      const strayCells = strays.below + strays.beside;
      return { rows, aside: { strayCells, strayPlaces, mergedCells } };
    },
  };
}

const tooManyColumns = () => invalid("tables.too_many_columns", { max: TABLE_COLUMNS_MAX });

const tidy = (text: string): string => text.replaceAll("\0", "").trim().slice(0, CELL_CHARS_MAX);
