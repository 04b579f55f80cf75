/** A batch: a change of many items at once, such as a bulk action, an import, or its undo. */
import { z } from "zod";
import { ActorSchema, BOX_CHARS_MAX, StateSchema } from "./item.ts";

export const BulkActionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("box"), box: z.string().trim().max(BOX_CHARS_MAX).nullable() }),
  z.object({ kind: z.literal("move"), to: StateSchema }),
  z.object({ kind: z.literal("trash") }),
  z.object({ kind: z.literal("restore") }),
  /** -10 takes a tenth off. */
  z.object({ kind: z.literal("price_percent"), percent: z.number().min(-90).max(400) }),
  z.object({ kind: z.literal("origin"), origin: z.enum(["own", "resale"]) }),
  z.object({ kind: z.literal("lot"), lotId: z.string().nullable() }),
]);
export type BulkAction = z.infer<typeof BulkActionSchema>;

const BATCH_KINDS = ["import", "bulk", "cost_split", "undo"] as const;

export const BatchSchema = z.object({
  id: z.string(),
  kind: z.enum(BATCH_KINDS),
  at: z.number(),
  by: ActorSchema,
  /** How many items it changed. */
  changed: z.number().int().nonnegative(),
  /** For "bulk". */
  action: BulkActionSchema.optional(),
  /** For "import": the file. */
  name: z.string().max(200).optional(),
  /** For "import": the numbers from here to `numbersTo` are its own to give. */
  numbersFrom: z.number().int().optional(),
  numbersTo: z.number().int().optional(),
  undoes: z.string().optional(),
  undoneBy: z.string().optional(),
});
export type Batch = z.infer<typeof BatchSchema>;

/** Why one item was left as it was: a sentence's key with its values. */
export interface Refusal {
  readonly id: string;
  /** Absent when there is no such item. */
  readonly number?: number;
  readonly reason: {
    readonly key: string;
    readonly params: Readonly<Record<string, string | number>>;
  };
}

export interface BatchResult {
  readonly batchId: string;
  readonly changed: number;
  readonly refused: readonly Refusal[];
}
