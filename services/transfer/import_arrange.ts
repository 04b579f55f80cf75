/** The seller's choice of sheet, header line and rows of a table. */
import { conflict, invalid } from "../base/errors.ts";
import { cellText } from "../tables/mod.ts";
import { columnsOf, type ColumnView, mappingFor } from "./import_columns.ts";
import { openTable, rowsWithin } from "./import_file.ts";
import type { Import } from "./import_record.ts";
import type { TransferNeeds } from "./needs.ts";
import {
  footerLines,
  guessHeader,
  type Layout,
  LayoutSchema,
  mergeRanges,
} from "./table/layout.ts";

/** Lines among which the header can be chosen. */
const LINES_SHOWN = 30;

export interface TableView extends Layout {
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean }[];
  /** The first lines of the sheet. */
  readonly lines: readonly { readonly line: number; readonly cells: readonly string[] }[];
  readonly columns: readonly ColumnView[];
}

/** Absent settings stay; another sheet or header starts with newly guessed columns. */
export type Arrangement = Partial<Layout>;

type Needs = Pick<TransferNeeds, "db" | "files" | "openFile" | "backups" | "tables">;

export async function tableViewOf(needs: Needs, value: Import): Promise<TableView> {
  const { survey: { sheets }, layout, table } = await openTable(needs, value);
  return {
    ...layout,
    sheets: sheets.map(({ name, hidden }) => ({ name, hidden })),
    lines: sheets[layout.sheet]!.rows.slice(0, LINES_SHOWN).map(({ line, cells }) => ({
      line,
      cells: cells.map(cellText),
    })),
    columns: columnsOf(table, value.mapping ?? []),
  };
}

/**
 * @throws Failure `invalid` for a sheet or line that is not there, and where no item would be left;
 * `conflict` when the import has begun
 */
export async function arrangeTable(
  needs: Needs,
  value: Import,
  change: Arrangement,
): Promise<Pick<Import, "layout" | "mapping">> {
  if (value.state !== "open") throw conflict("transfer.not_now");
  const { survey: { sheets }, layout: before } = await openTable(needs, value);
  const { sheet = before.sheet, repeated, leftOut } = change;
  const rows = sheets[sheet]?.rows;
  if (!rows) throw invalid("transfer.no_such_sheet");
  const guessed = sheet === before.sheet ? before.headerLine : guessHeader(rows)?.line ?? null;
  const { headerLine = guessed } = change;
  if (headerLine !== null && !rows.some(({ line }) => line === headerLine)) {
    throw invalid("transfer.no_such_line");
  }
  const isElsewhere = sheet !== before.sheet || headerLine !== before.headerLine;
  if (value.own && isElsewhere) throw conflict("transfer.not_now");
  const fresh = isElsewhere ? { leftOut: [], repeated: [] } : before;
  const { success, data: layout } = LayoutSchema.safeParse({
    sheet,
    headerLine,
    leftOut: leftOut ? mergeRanges(leftOut) : fresh.leftOut,
    repeated: repeated ?? fresh.repeated,
  });
  if (!success) throw invalid("transfer.too_many_lines");
  const { table, last } = await rowsWithin(await openTable(needs, { ...value, layout }));
  if (!isElsewhere) return { layout };
  return {
    layout: leftOut ? layout : { ...layout, leftOut: footerLines(last) },
    mapping: await mappingFor(needs.db, table),
  };
}
