/** Plans what will become of each row of a table, before anything is written. */
import type { NewItem } from "../../inventory/mod.ts";
import type { TableRow } from "../../tables/mod.ts";
import type { Mapping } from "./columns.ts";
import {
  type Conflict,
  CONFLICTS,
  type Decisions,
  type Known,
  type Met,
  type Wardrobe,
} from "./conflicts.ts";
import {
  createRowReader,
  type NotedCell,
  type NoteReason,
  type ReadRow,
  type Rules,
} from "./row.ts";
import type { Table } from "./table.ts";

type Action = "new" | "update" | "skip" | "refuse";

export interface PlannedRow {
  readonly line: number;
  readonly action: Action;
  readonly item: NewItem;
  readonly noted: readonly NotedCell[];
  readonly noteCut: boolean;
  readonly lot?: string;
  readonly met?: Met;
  /** The sentence's key, for "refuse". */
  readonly reason?: string;
}

/** How long rows are planned before others get their turn. */
const SLICE_MS = 20;

export async function* planRows(
  rows: AsyncIterable<TableRow>,
  { table, mapping, decisions, rules, wardrobe }: {
    readonly table: Table;
    readonly mapping: Mapping;
    readonly decisions: Decisions;
    readonly rules: Rules;
    readonly wardrobe: Wardrobe;
  },
): AsyncGenerator<{ row: TableRow; planned: PlannedRow }> {
  const read = createRowReader(table, mapping, rules);
  let began = performance.now();
  for await (const row of rows) {
    if (performance.now() - began > SLICE_MS) {
      await new Promise((go) => setTimeout(go));
      began = performance.now();
    }
    yield { row, planned: planned(read(row), wardrobe, decisions) };
  }
}

function planned(read: ReadRow, wardrobe: Wardrobe, decisions: Decisions): PlannedRow {
  const { line, item, noted, noteCut, lot, empty } = read;
  const row = { line, item, noted, noteCut, ...(lot && { lot }) };
  if (empty) return { ...row, action: "refuse", reason: "transfer.row_says_nothing" };
  const met = wardrobe.meets(read);
  if (!met) return { ...row, action: "new" };
  const choice = decisions[met.conflict];
  // Without an item to update, the row becomes a new item with its own number.
  const action = choice === "update" && !met.known ? "new" : choice;
  return { ...row, action, met };
}

/** Preview for the seller before the import starts. */
export interface Report {
  readonly rows: number;
  readonly actions: Readonly<Record<Action, number>>;
  readonly conflicts: Readonly<Record<Conflict, ConflictReport>>;
  /** Cells that are kept in notes, by the header of their column and the reason. */
  readonly noted: readonly NotedReport[];
  /** Items whose note is longer than a note may be. */
  readonly notesCut: number;
  readonly preview: readonly PlannedRow[];
}

interface ConflictReport {
  readonly count: number;
  readonly samples: readonly { readonly line: number; readonly known?: Known }[];
}

interface NotedReport {
  readonly reason: NoteReason;
  readonly header: string;
  readonly count: number;
  readonly samples: readonly string[];
}

const PREVIEW_ROWS = 20;
const CONFLICT_SAMPLES = 10;
const NOTED_SAMPLES = 5;

export async function reportOf(plan: AsyncIterable<{ planned: PlannedRow }>): Promise<Report> {
  const actions = { new: 0, update: 0, skip: 0, refuse: 0 };
  const conflicts = Object.fromEntries(
    CONFLICTS.map((conflict) => [conflict, { count: 0, samples: [] }]),
  ) as unknown as Record<Conflict, Growing<ConflictReport["samples"][number]>>;
  const noted = new Map<string, Growing<string> & Pick<NotedReport, "reason" | "header">>();
  const preview: PlannedRow[] = [];
  let [rows, notesCut] = [0, 0];
  for await (const { planned } of plan) {
    rows++;
    actions[planned.action]++;
    if (planned.noteCut) notesCut++;
    if (preview.length < PREVIEW_ROWS) preview.push(planned);
    if (planned.met) addConflict(conflicts[planned.met.conflict], planned);
    for (const { reason, header, text } of planned.noted) {
      const key = `${reason} ${header}`;
      const known = noted.get(key) ?? { reason, header, count: 0, samples: [] };
      noted.set(key, known);
      known.count++;
      if (known.samples.length < NOTED_SAMPLES && !known.samples.includes(text)) {
        known.samples.push(text);
      }
    }
  }
  return { rows, actions, conflicts, noted: [...noted.values()], notesCut, preview };
}

interface Growing<T> {
  count: number;
  samples: T[];
}

function addConflict(
  report: Growing<ConflictReport["samples"][number]>,
  { line, met }: PlannedRow,
): void {
  report.count++;
  if (report.samples.length >= CONFLICT_SAMPLES) return;
  report.samples.push({ line, ...(met?.known && { known: met.known }) });
}
