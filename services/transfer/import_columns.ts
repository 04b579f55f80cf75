/** Which column of a table is read as what: shown with examples, chosen, and remembered for the next like it. */
import { createHash } from "node:crypto";
import { invalid } from "../errors.ts";
import { type Database, retrying } from "../store/mod.ts";
import { mappings } from "./import_record.ts";
import { COLUMNS, type Mapping } from "./table/columns.ts";
import { plain } from "./table/plain.ts";
import type { Table } from "./table/table.ts";

const COLUMN_SAMPLES = 3;

export interface ColumnView {
  readonly header: string;
  readonly samples: readonly string[];
}

export function columnsOf({ headers, rows }: Table): ColumnView[] {
  return headers.map((header, at) => ({ header, samples: samplesOf(rows, at) }));
}

function samplesOf(rows: Table["rows"], at: number): string[] {
  const seen = new Set<string>();
  for (const { cells } of rows) {
    const cell = cells[at];
    if (cell) seen.add(cell);
    if (seen.size === COLUMN_SAMPLES) break;
  }
  return [...seen];
}

/** A place for each column of the table. @throws Failure `invalid` when nothing is read, or a thing twice */
export function chosenMapping({ headers }: Table, given: Mapping) {
  const mapping = headers.map((_, at) => given[at] ?? null);
  const chosen = mapping.filter((column) => column !== null);
  const twice = COLUMNS.find((column) => chosen.filter((one) => one === column).length > 1);
  if (twice) throw invalid("transfer.column_twice", { column: twice });
  if (chosen.length === 0) throw invalid("transfer.no_columns");
  return mapping;
}

export async function rememberedMapping(db: Database, table: Table) {
  return (await db.get(mappings, headersId(table)))?.value.mapping;
}

export async function rememberMapping(db: Database, table: Table, given: Mapping): Promise<void> {
  const remembered = { id: headersId(table), mapping: [...given] };
  await retrying(async () => {
    const [before, change] = [await db.get(mappings, remembered.id), db.change()];
    if (before) change.update(mappings, before, remembered);
    else change.insert(mappings, remembered);
    await change.commit();
  });
}

/** The same headers in the same order, whatever their case and accents. */
function headersId({ headers }: Table): string {
  return createHash("sha256").update(JSON.stringify(headers.map(plain))).digest("hex").slice(0, 32);
}
