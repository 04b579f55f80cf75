/** Request and response bodies of the import routes. */
import { z } from "zod";
import { isMessageKey, type T } from "../../locales/mod.ts";
import type { Job } from "../../services/jobs/mod.ts";
import { TABLE_COLUMNS_MAX, TABLE_KINDS } from "../../services/tables/mod.ts";
import {
  COLUMNS,
  CONFLICTS,
  DecisionsSchema,
  type Import,
  IMPORT_STATES,
  LayoutSchema,
  NOTE_REASONS,
  OutcomeSchema,
} from "../../services/transfer/mod.ts";

/** A job that gave up, or that the seller cancelled, leaves its import half done. */
const STOPPED_STATES = ["failed", "cancelled"] as const;
export const ImportBody = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum([...TABLE_KINDS, "json", "zip"]),
  /** "open" waits for `start`; "failed" and "cancelled" can be undone. */
  state: z.enum([...IMPORT_STATES, ...STOPPED_STATES]),
  /** Why it failed, in one sentence; null otherwise. */
  error: z.string().nullable(),
  /** Result for its rows or items; null until it is done. */
  outcome: OutcomeSchema.nullable(),
}).meta({ ref: "Import" });

export function importBody(
  { id, name, kind, state, outcome }: Import,
  job: Job | null,
  t: T,
): z.infer<typeof ImportBody> {
  const isBusy = state === "running" || state === "undoing";
  const stopped = job?.state === "dead"
    ? "failed"
    : job?.state === "cancelled"
    ? "cancelled"
    : null;
  const failure = isBusy && stopped === "failed" ? job?.error : undefined;
  return {
    id,
    name,
    kind,
    state: isBusy && stopped ? stopped : state,
    error: failure && isMessageKey(failure.key) ? t(failure.key, failure.params) : null,
    outcome: outcome ?? null,
  };
}

const count = z.number().int();
const column = z.enum(COLUMNS);
const cell = z.union([z.string(), z.number()]);

const ColumnBody = z.object({
  /** "" for a column without a header. */
  header: z.string(),
  /** Column letter, as spreadsheets show it. */
  letter: z.string(),
  samples: z.array(cell),
  /** The field that it is imported as; several columns may be notes. */
  column: column.nullable(),
  /** The field that its values suggest; not imported until it is chosen. */
  proposed: column.nullable(),
  /** Empty cells stand below filled ones. */
  hasGaps: z.boolean(),
});

/** How a table is read: columns and sheets are counted from 0, lines from 1. */
export const ImportTableBody = LayoutSchema.extend({
  sheets: z.array(z.object({ name: z.string(), hidden: z.boolean() })),
  /** The first lines of the sheet. */
  lines: z.array(z.object({ line: count, cells: z.array(z.string()) })),
  columns: z.array(ColumnBody),
  decisions: DecisionsSchema,
}).meta({ ref: "ImportTable" });

/** Absent settings stay; another sheet or header line starts again with guessed columns. */
export const ImportTablePatch = z.strictObject({
  ...LayoutSchema.partial().shape,
  /** Field for each column, by position; null leaves the column out. */
  columns: z.array(column.nullable()).max(TABLE_COLUMNS_MAX).optional(),
  decisions: DecisionsSchema.optional(),
});

const samplesOf = <S extends z.ZodType>(sample: S) => z.object({ count, samples: z.array(sample) });
const known = z.object({ id: z.string(), number: count });

export const ImportPreviewBody = z.object({
  rows: count,
  actions: z.object({ new: count, update: count, skip: count, refuse: count }),
  conflicts: z.record(
    z.enum(CONFLICTS),
    samplesOf(z.object({ line: count, known: known.optional() })),
  ),
  columns: z.array(ColumnBody),
  /** Cells that are kept in the items' notes, and why. */
  noted: z.array(z.object({
    reason: z.enum(NOTE_REASONS),
    header: z.string(),
    count,
    samples: z.array(z.string()),
  })),
  /** Items whose note is longer than a note may be. */
  notesCut: count,
  leftOut: samplesOf(z.object({ line: count, text: z.string() })),
  /** Cells far away from the table, which are left out. */
  strays: z.object({ count, places: z.array(z.string()) }),
  /** Cells that got the value of the merged cell they belong to. */
  mergedCells: count,
}).meta({ ref: "ImportPreview" });
