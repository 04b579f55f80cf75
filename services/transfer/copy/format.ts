/**
 * A copy of the wardrobe as text: valid JSON, and one record a line, so that a copy of any length is written
 * and read without holding it in memory.
 */
import { z } from "zod";
import type { Batch, HistoryEntry, Item, Lot, SavedView } from "../../inventory/mod.ts";
import type { Draft } from "../../listing/draft.ts";
import type { Album, StoredPhoto } from "../../photos/photo.ts";
import type { Collection } from "../../store/mod.ts";

export const APP = "vinted-optimizer";
export const FORMAT = 1;
/** Every copy begins with it: enough to tell it from any other file. */
export const COPY_BEGINNING = `{"app":"${APP}"`;
/** The name of the records inside a ZIP. */
export const RECORDS_NAME = "items.json";

export const HeadSchema = z.object({
  app: z.literal(APP),
  format: z.number().int(),
  exportedAt: z.string(),
});

/** The collections that a copy is made of, as their rooms define them. */
export interface Records {
  readonly items: Collection<Item>;
  readonly history: Collection<HistoryEntry>;
  readonly lots: Collection<Lot>;
  readonly views: Collection<SavedView>;
  readonly batches: Collection<Batch>;
  readonly drafts: Collection<Draft>;
  readonly photos: Collection<StoredPhoto>;
  readonly albums: Collection<Album>;
}

/** What is made of the original is made again; where its file lies in the ZIP is said. */
export interface PhotoCopy {
  readonly file: string;
  readonly photo: StoredPhoto;
}

/** An item with all that belongs to it; photos in their order. */
export interface ItemRecord {
  readonly item: Item;
  readonly history: readonly HistoryEntry[];
  readonly drafts: readonly Draft[];
  readonly photos: readonly PhotoCopy[];
}

export type CopyLine =
  | { readonly kind: "lot"; readonly lot: Lot }
  | { readonly kind: "view"; readonly view: SavedView }
  | { readonly kind: "batch"; readonly batch: Batch }
  | { readonly kind: "item" } & ItemRecord
  /** The last one: without it the copy was cut off. */
  | { readonly kind: "end"; readonly items: number };

/** What a line must look like; anything else was not written by this program. */
export function lineSchema(records: Records): z.ZodType<CopyLine> {
  const itemLine = z.object({
    kind: z.literal("item"),
    item: records.items.schema,
    history: z.array(records.history.schema),
    drafts: z.array(records.drafts.schema),
    photos: z.array(z.object({ file: z.string(), photo: records.photos.schema })),
  }).refine(({ item, history, drafts, photos }) =>
    [...history, ...drafts, ...photos.map(({ photo }) => photo)]
      .every(({ itemId }) => itemId === item.id)
  );
  return z.union([
    itemLine,
    z.object({ kind: z.literal("lot"), lot: records.lots.schema }),
    z.object({ kind: z.literal("view"), view: records.views.schema }),
    z.object({ kind: z.literal("batch"), batch: records.batches.schema }),
    z.object({ kind: z.literal("end"), items: z.number().int() }),
  ]);
}
