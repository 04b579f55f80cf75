/** The file of an import, opened as what it is. */
import { conflict, invalid } from "../base/errors.ts";
import { type Aside, TABLE_ROWS_MAX, type TableRow, type TableSurvey } from "../tables/mod.ts";
import { type BackupFile, openBackup } from "./backup/open_backup.ts";
import { type Import, isTable } from "./import_record.ts";
import type { TransferNeeds } from "./needs.ts";
import { guessLayout, type Layout } from "./table/layout.ts";
import { createRowFilter, type Table, tableIn } from "./table/table.ts";

type Needs = Pick<TransferNeeds, "files" | "openFile" | "backups" | "tables">;

/** A table as the seller wants it read. */
interface OpenTable {
  readonly survey: TableSurvey;
  readonly layout: Layout;
  readonly table: Table;
  /** The rows that hold items. */
  rows(): AsyncGenerator<TableRow>;
}

/** Counts gathered while rows are read. */
export interface RowsAside {
  aside?: Aside;
  leftOut: TableRow[];
}

type TableImport = Pick<Import, "sha" | "kind" | "layout">;

export async function openTable(
  { files, tables }: Needs,
  { sha, kind, layout: chosen }: TableImport,
  seen: RowsAside = { leftOut: [] },
): Promise<OpenTable> {
  if (!isTable(kind)) throw conflict("transfer.not_now");
  if (!await files.has(sha)) throw invalid("transfer.file_gone");
  const path = files.path(sha);
  const survey = await tables.survey(path);
  const layout = chosen ?? guessLayout(survey.sheets);
  const sheet = survey.sheets[layout.sheet];
  if (!sheet) throw invalid("tables.empty_table");
  return {
    survey,
    layout,
    table: tableIn(sheet, layout),
    async *rows() {
      const itemRows = createRowFilter(layout, (row) => seen.leftOut.push(row));
      for await (const { rows, aside } of tables.rows(path, layout.sheet)) {
        if (aside) seen.aside = aside;
        yield* itemRows(rows);
      }
    },
  };
}

/** More rows than any footer has. */
const LAST_ROWS = 30;

/**
 * Reads a table through, and gives its last rows.
 * @throws Failure `tables.too_many_rows`, `tables.empty_table`, and what else is wrong with the file
 */
export async function rowsWithin(
  { table, rows }: OpenTable,
): Promise<{ table: Table; last: readonly TableRow[] }> {
  const last: TableRow[] = [];
  let count = 0;
  for await (const row of rows()) {
    count++;
    last.push(row);
    if (last.length > LAST_ROWS) last.shift();
  }
  if (count === 0) throw invalid("tables.empty_table");
  if (count > TABLE_ROWS_MAX) throw invalid("tables.too_many_rows", { max: TABLE_ROWS_MAX });
  return { table, last };
}

export async function withCopy<T>(
  { files, openFile, backups }: Needs,
  { sha, kind }: Pick<Import, "sha" | "kind">,
  work: (file: BackupFile) => Promise<T>,
): Promise<T> {
  if (isTable(kind)) throw conflict("transfer.not_now");
  if (!await files.has(sha)) throw invalid("transfer.file_gone");
  const path = files.path(sha);
  using file = await openFile(path);
  return await work(await openBackup(file, { path, kind }, backups));
}
