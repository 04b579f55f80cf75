/** Mapping of a table's columns to fields: shown with examples, chosen, and remembered for similar tables. */
import { createHash } from "node:crypto";
import { invalid } from "../base/errors.ts";
import { type Database, retrying } from "../store/mod.ts";
import { type Cell, columnLetters } from "../tables/mod.ts";
import { mappings } from "./import_record.ts";
import { type Column, COLUMNS, type Mapping } from "./table/columns.ts";
import { guessMapping, proposeColumns } from "./table/guess.ts";
import { plain } from "./table/plain.ts";
import type { Table } from "./table/table.ts";

const COLUMN_SAMPLES = 3;

export interface ColumnView {
  /** "" for a column without a header. */
  readonly header: string;
  /** Column letter: "A". */
  readonly letter: string;
  readonly samples: readonly Cell[];
  /** The field that it is read as. */
  readonly column: Column | null;
  /** For a column that is not read: what its values look like. */
  readonly proposed: Column | null;
  /** Empty cells stand below filled ones. */
  readonly hasGaps: boolean;
}

export function columnsOf(table: Table, mapping: Mapping): ColumnView[] {
  const proposed = proposeColumns(table, mapping);
  return table.headers.map((header, at) => {
    const below = table.head.map(({ cells }) => cells[at] ?? "");
    const filled = below.filter((cell) => cell !== "");
    const first = below.indexOf(filled[0] ?? "");
    return {
      header,
      letter: columnLetters(at),
      samples: [...new Set(filled)].slice(0, COLUMN_SAMPLES),
      column: mapping[at] ?? null,
      proposed: proposed[at] ?? null,
      hasGaps: filled.length > 0 && below.slice(first).includes(""),
    };
  });
}

/** A place for each column of the table. @throws Failure `invalid` when nothing is read, or a thing twice */
export function chosenMapping({ headers }: Table, given: Mapping): (Column | null)[] {
  const mapping = headers.map((_, at) => given[at] ?? null);
  const chosen = mapping.filter((column) => column !== null);
  const twice = COLUMNS.find((column) =>
    column !== "note" && chosen.filter((one) => one === column).length > 1
  );
  if (twice) throw invalid("transfer.column_twice", { column: twice });
  if (chosen.length === 0) throw invalid("transfer.no_columns");
  return mapping;
}

/** The seller's mapping for the last table with the same headers, else a guess. */
export async function mappingFor(db: Database, table: Table): Promise<(Column | null)[]> {
  const guessed = guessMapping(table);
  const remembered = (await db.get(mappings, headersId(table)))?.value.mapping ?? [];
  return table.headers.map((_, at) =>
    (at < remembered.length ? remembered[at] : guessed[at]) ?? null
  );
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
  const named = headers.slice(0, headers.findLastIndex((header) => header !== "") + 1);
  return createHash("sha256").update(JSON.stringify(named.map(plain))).digest("hex").slice(0, 32);
}
