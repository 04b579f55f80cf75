/** Previews an import before anything is written. */
import { cellText } from "../tables/mod.ts";
import { type BackupReport, listPresent, previewBackup } from "./backup/preview.ts";
import { openTable, type RowsAside, withCopy } from "./import_file.ts";
import { columnsOf, type ColumnView } from "./import_columns.ts";
import type { Import } from "./import_record.ts";
import type { TransferNeeds } from "./needs.ts";
import { readWardrobe } from "./table/conflicts.ts";
import { planRows, type Report, reportOf } from "./table/plan.ts";

type Needs = Pick<
  TransferNeeds,
  "db" | "files" | "openFile" | "records" | "photoFiles" | "rules" | "backups" | "tables"
>;

/** Report on every part of a table. */
export interface TableReport extends Report {
  readonly columns: readonly ColumnView[];
  readonly leftOut: {
    readonly count: number;
    readonly samples: readonly { readonly line: number; readonly text: string }[];
  };
  /** Cells far away from the table, which are left out, and where the first of them are. */
  readonly strays: { readonly count: number; readonly places: readonly string[] };
  /** Cells that got the value of the merged cell they belong to. */
  readonly mergedCells: number;
}

const LEFT_OUT_SAMPLES = 20;

export async function planOf(needs: Needs, value: Import, seen: RowsAside = { leftOut: [] }) {
  const { table, rows } = await openTable(needs, value, seen);
  const wardrobe = await readWardrobe(needs.db.each(needs.records.items));
  const mapping = value.mapping ?? table.headers.map(() => null);
  const { decisions, createdAt } = value;
  const rules = { ...needs.rules, now: createdAt };
  return { table, plan: planRows(rows(), { table, mapping, decisions, rules, wardrobe }) };
}

export async function tableReportOf(needs: Needs, value: Import): Promise<TableReport> {
  const seen: RowsAside = { leftOut: [] };
  const { table, plan } = await planOf(needs, value, seen);
  const report = await reportOf(plan);
  const { strayCells = 0, strayPlaces = [], mergedCells = 0 } = seen.aside ?? {};
  return {
    ...report,
    columns: columnsOf(table, value.mapping ?? []),
    leftOut: {
      count: seen.leftOut.length,
      samples: seen.leftOut.slice(0, LEFT_OUT_SAMPLES).map(({ line, cells }) => ({
        line,
        text: cells.map(cellText).filter(Boolean).join(" · "),
      })),
    },
    strays: { count: strayCells, places: strayPlaces },
    mergedCells,
  };
}

export async function copyReportOf(needs: Needs, value: Import): Promise<BackupReport> {
  const { db, records, photoFiles } = needs;
  const present = await listPresent(db.each(records.items));
  return await withCopy(
    needs,
    value,
    (file) =>
      previewBackup(
        file.lines(),
        present,
        async (name, sha) => file.has(name) || await photoFiles.has(sha),
      ),
  );
}
