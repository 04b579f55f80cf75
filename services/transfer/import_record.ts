/** An import: the file that came, how the seller wants it read, and what became of it. */
import { z } from "zod";
import { conflict } from "../base/errors.ts";
import { defineCollection } from "../store/mod.ts";
import { TABLE_KINDS, type TableKind } from "../tables/mod.ts";
import { COLUMNS } from "./table/columns.ts";
import { CHOICES } from "./table/conflicts.ts";
import { LayoutSchema } from "./table/layout.ts";

export const IMPORT_STATES = ["open", "running", "done", "undoing", "undone"] as const;
const FILE_KINDS = [...TABLE_KINDS, "json", "zip"] as const;
export type FileKind = (typeof FILE_KINDS)[number];

export const isTable = (kind: FileKind): kind is TableKind =>
  TABLE_KINDS.some((table) => table === kind);

const choice = z.enum(CHOICES);
export const DecisionsSchema = z.object({ same: choice, number: choice, alike: choice });

const MappingSchema = z.array(z.enum(COLUMNS).nullable());

/** Rows of a table, items of a copy. */
export const OutcomeSchema = z.object({
  created: z.number().int(),
  updated: z.number().int(),
  skipped: z.number().int(),
  refused: z.number().int(),
  /** Photos that the copy names and does not hold, or holds damaged. */
  photosMissing: z.number().int(),
  /** Records that are damaged in a copy. */
  leftOut: z.number().int().optional(),
});
export type Outcome = z.infer<typeof OutcomeSchema>;

const ImportSchema = z.object({
  /** Also the id of its batch. */
  id: z.string(),
  name: z.string(),
  sha: z.string(),
  bytes: z.number().int(),
  kind: z.enum(FILE_KINDS),
  state: z.enum(IMPORT_STATES),
  createdAt: z.number(),
  finishedAt: z.number().optional(),
  decisions: DecisionsSchema,
  /** For tables; absent in records of older versions, where it is guessed. */
  layout: LayoutSchema.optional(),
  /** For tables: by the place of the column. */
  mapping: MappingSchema.optional(),
  /** A table that this program wrote. */
  own: z.boolean().default(false),
  /** The file of what is to be done with each row: written once, before the first is done. */
  plan: z.string().optional(),
  jobId: z.string().optional(),
  outcome: OutcomeSchema.optional(),
});
export type Import = z.infer<typeof ImportSchema>;

/** @throws Failure `conflict` when the import's state does not allow the action */
export function mustBe({ state }: Import, ...states: Import["state"][]): void {
  if (!states.includes(state)) throw conflict("transfer.not_now");
}

export const imports = defineCollection<Import>({
  name: "imports",
  schema: ImportSchema,
  version: 1,
  id: ({ id }) => id,
});

/** How the columns of such a table were read the last time. */
const MappingMemorySchema = z.object({ id: z.string(), mapping: MappingSchema });
export const mappings = defineCollection({
  name: "import_mappings",
  schema: MappingMemorySchema,
  version: 1,
  id: ({ id }) => id,
});
