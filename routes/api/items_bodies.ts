/** Request and response bodies of the item routes. */
import { z } from "zod";
import {
  ActorSchema,
  type BatchResult,
  BulkActionSchema,
  FactsPatchSchema,
  HISTORY_KINDS,
  ItemPatchSchema,
  type ItemRow,
  ItemSchema,
  MoveDetailsSchema,
  NewItemSchema,
  STATES,
  StateSchema,
} from "../../services/inventory/mod.ts";
import { isMessageKey, type T } from "../../locales/mod.ts";
import { WORD_FIELDS } from "../../services/taxonomy/mod.ts";
import { WORDS_CHARS_MAX } from "../typed_words/read.ts";
import { Id, Time } from "./input.ts";

const BULK_ITEMS_MAX = 1_000;
const Words = z.string().trim().min(1).max(WORDS_CHARS_MAX);

export const ItemBody = ItemSchema.meta({ ref: "Item" });

const { price, origin, cover } = ItemSchema.shape;
export const RowBody = z.object({
  id: z.string(),
  number: z.number().int(),
  state: StateSchema,
  category: z.string().optional(),
  brand: z.string().optional(),
  model: z.string().optional(),
  size: z.string().optional(),
  colours: z.array(z.number().int()).optional(),
  price,
  box: z.string().optional(),
  lotId: z.string().optional(),
  origin,
  cover,
  photoCount: z.number().int(),
  createdAt: z.number(),
  updatedAt: z.number(),
  listedAt: z.number().optional(),
  soldAt: z.number().optional(),
  trashedAt: z.number().optional(),
}).meta({ ref: "ItemRow" });

export const HitsBody = z.object({
  items: z.array(RowBody),
  total: z.number().int(),
  /** How many there are in each state. */
  states: z.record(z.enum(STATES), z.number().int()),
  /** False while home still loads its items after a start. */
  complete: z.boolean(),
});

export const HistoryBody = z.object({
  entries: z.array(z.object({
    id: z.string(),
    itemId: z.string(),
    at: z.number(),
    by: ActorSchema,
    kind: z.enum(HISTORY_KINDS),
    changes: z.array(
      z.object({ path: z.string(), before: z.json().optional(), after: z.json().optional() }),
    ),
    batchId: z.string().optional(),
    undoes: z.string().optional(),
    undoneBy: z.string().optional(),
  })),
});

export const BatchBody = z.object({
  batchId: z.string(),
  changed: z.number().int(),
  refused: z.array(z.object({
    id: z.string(),
    number: z.number().int().optional(),
    /** Why, in one sentence. */
    sentence: z.string(),
  })),
});

export const NewBody = NewItemSchema.omit({ facts: true, importKey: true, number: true }).extend({
  lotId: Id.optional(),
  listedAt: Time.optional(),
  soldAt: Time.optional(),
  createdAt: Time.optional(),
  /** Facts by name. */
  facts: FactsPatchSchema.optional(),
  /** Facts and fields in typed words; those given by name override them. */
  words: Words.optional(),
}).strict();
export const WordsBody = z.strictObject({ words: Words });

const reported = {
  /** The words that were understood, each with its field, in their order. */
  understood: z.array(z.object({ field: z.enum(WORD_FIELDS), words: z.string() })),
  /** The words that were added to the note; empty where all were understood. */
  note: z.string(),
};
export const CreatedBody = ItemBody.extend({
  /** Present when `words` were sent. */
  words: z.object(reported).optional(),
}).meta({ ref: "CreatedItem" });
export const ReadWordsBody = z.object({ item: ItemBody, ...reported });

export const PatchBody = ItemPatchSchema.extend({ lotId: Id.nullish() });
export const MoveBody = MoveDetailsSchema.extend({ at: Time.optional(), to: StateSchema }).strict();
export const BulkBody = z.strictObject({
  ids: z.array(Id).min(1).max(BULK_ITEMS_MAX),
  action: BulkActionSchema.and(z.object({ lotId: Id.nullish() })),
});

/** Without what only the list's own filters read. */
export function shownRow({ answered: _, ...row }: ItemRow): z.infer<typeof RowBody> {
  return { ...row, colours: row.colours && [...row.colours] };
}

export function shownBatch(
  { batchId, changed, refused }: BatchResult,
  t: T,
): z.infer<typeof BatchBody> {
  return {
    batchId,
    changed,
    refused: refused.map(({ id, number, reason: { key, params } }) => ({
      id,
      number,
      sentence: isMessageKey(key) ? t(key, params) : key,
    })),
  };
}
