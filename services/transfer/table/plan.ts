/** What will become of each row of a table, before anything is written. */
import type { NewItem } from "../../inventory/mod.ts";
import type { Mapping } from "./columns.ts";
import {
  type Conflict,
  CONFLICTS,
  type Decisions,
  type Known,
  type Met,
  type Wardrobe,
} from "./conflicts.ts";
import { createRowReader, type ReadRow, type Rules, type Unread } from "./row.ts";
import type { Table, TableRow } from "./table.ts";

export type Action = "new" | "update" | "skip" | "refuse";

export interface PlannedRow {
  readonly line: number;
  readonly action: Action;
  readonly item: NewItem;
  readonly unread: readonly Unread[];
  readonly lot?: string;
  readonly met?: Met;
  /** The sentence's key, for "refuse". */
  readonly reason?: string;
}

/** Rows are planned in portions, so that a long table does not keep the house waiting. */
const PORTION_ROWS = 250;

export async function* planRows(
  table: Table,
  { mapping, decisions, rules, wardrobe }: {
    readonly mapping: Mapping;
    readonly decisions: Decisions;
    readonly rules: Rules;
    readonly wardrobe: Wardrobe;
  },
): AsyncGenerator<{ row: TableRow; planned: PlannedRow }> {
  const read = createRowReader(table, mapping, rules);
  for (const [at, row] of table.rows.entries()) {
    if (at % PORTION_ROWS === PORTION_ROWS - 1) await new Promise((go) => setTimeout(go));
    yield { row, planned: planned(read(row), wardrobe, decisions) };
  }
}

function planned(read: ReadRow, wardrobe: Wardrobe, decisions: Decisions): PlannedRow {
  const { line, item, unread, lot, empty } = read;
  const row = { line, item, unread, ...(lot && { lot }) };
  if (empty) return { ...row, action: "refuse", reason: "transfer.row_says_nothing" };
  const met = wardrobe.meets(read);
  if (!met) return { ...row, action: "new" };
  const choice = decisions[met.conflict];
  // Nothing is here that could be updated: it becomes a new one, with a number of its own.
  const action = choice === "update" && !met.known ? "new" : choice;
  return { ...row, action, met };
}

/** What the seller sees before the start. */
export interface Report {
  readonly rows: number;
  readonly actions: Readonly<Record<Action, number>>;
  readonly conflicts: Readonly<Record<Conflict, ConflictReport>>;
  /** Cells that were not understood, by the header of their column. */
  readonly unread: readonly {
    readonly header: string;
    readonly count: number;
    readonly samples: string[];
  }[];
  readonly preview: readonly PlannedRow[];
}

export interface ConflictReport {
  readonly count: number;
  readonly samples: readonly { readonly line: number; readonly known?: Known }[];
}

export const PREVIEW_ROWS = 20;
const CONFLICT_SAMPLES = 10;
const UNREAD_SAMPLES = 5;

export async function reportOf(
  plan: AsyncIterable<{ planned: PlannedRow }>,
): Promise<Report> {
  const actions = { new: 0, update: 0, skip: 0, refuse: 0 };
  const conflicts = Object.fromEntries(
    CONFLICTS.map((
      conflict,
    ) => [conflict, { count: 0, samples: [] as ConflictReport["samples"][number][] }]),
  ) as Record<Conflict, { count: number; samples: ConflictReport["samples"][number][] }>;
  const unread = new Map<string, { header: string; count: number; samples: string[] }>();
  const preview: PlannedRow[] = [];
  let rows = 0;
  for await (const { planned } of plan) {
    rows++;
    actions[planned.action]++;
    if (preview.length < PREVIEW_ROWS) preview.push(planned);
    if (planned.met) note(conflicts[planned.met.conflict], planned);
    for (const { header, text } of planned.unread) {
      const told = unread.get(header) ?? { header, count: 0, samples: [] };
      unread.set(header, told);
      told.count++;
      if (told.samples.length < UNREAD_SAMPLES && !told.samples.includes(text)) {
        told.samples.push(text);
      }
    }
  }
  return { rows, actions, conflicts, unread: [...unread.values()], preview };
}

function note(
  told: { count: number; samples: ConflictReport["samples"][number][] },
  { line, met }: PlannedRow,
): void {
  told.count++;
  if (told.samples.length >= CONFLICT_SAMPLES) return;
  told.samples.push({ line, ...(met?.known && { known: met.known }) });
}
