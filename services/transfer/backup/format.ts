/**
 * A copy of the wardrobe as text: valid JSON, and one record a line, so that a copy of any length is written
 * and read without holding it in memory.
 */
import { z } from "zod";
import type { Plan, Rule } from "../../cuts/mod.ts";
import type { Batch, HistoryEntry, Item, Lot, SavedView } from "../../inventory/mod.ts";
import type { Draft } from "../../listing/draft.ts";
import type { StoredSighting, StruckOut } from "../../market/mod.ts";
import type { Album, StoredPhoto } from "../../photos/photo.ts";
import type { Collection } from "../../store/mod.ts";
import type { Watch } from "../../watches/mod.ts";

const APP = "vinted-optimizer";
/** 2: with what prices stand on, and what the seller follows. */
export const FORMAT = 2;
/** Every copy begins with it: enough to tell it from any other file. */
export const BACKUP_BEGINNING = `{"app":"${APP}"`;
/** The name of the records inside a ZIP. */
export const RECORDS_NAME = "items.json";

export const HeadSchema = z.object({
  app: z.literal(APP),
  format: z.number().int(),
  exportedAt: z.string(),
});

/** Records besides items: market listings, watches and price-cut plans. */
export interface OtherRecordsByName {
  readonly sightings: StoredSighting;
  readonly strikes: StruckOut;
  readonly watches: Watch;
  readonly plans: Plan;
  readonly usualRules: Rule;
}
export type OtherName = keyof OtherRecordsByName;
export const OTHERS = [
  "sightings",
  "strikes",
  "watches",
  "plans",
  "usualRules",
] as const satisfies OtherName[];

type OtherRecords = { readonly [K in OtherName]: Collection<OtherRecordsByName[K]> };

/** Collections of a backup, as their services define them. */
export interface Records extends OtherRecords {
  readonly items: Collection<Item>;
  readonly history: Collection<HistoryEntry>;
  readonly lots: Collection<Lot>;
  readonly views: Collection<SavedView>;
  readonly batches: Collection<Batch>;
  readonly drafts: Collection<Draft>;
  readonly photos: Collection<StoredPhoto>;
  readonly albums: Collection<Album>;
}

/** A photo's record with the path of its original in the ZIP; derived pictures are made again. */
export interface PhotoEntry {
  readonly file: string;
  readonly photo: StoredPhoto;
}

/** An item with all that belongs to it; photos in their order. */
export interface ItemRecord {
  readonly item: Item;
  readonly history: readonly HistoryEntry[];
  readonly drafts: readonly Draft[];
  readonly photos: readonly PhotoEntry[];
  /** How many of its records could not be read. */
  readonly leftOut?: number;
}

/** The value is one of the collection that is named. */
export interface OtherLine {
  readonly kind: "other";
  readonly of: OtherName;
  readonly value: OtherRecordsByName[OtherName];
}

export type BackupLine =
  | { readonly kind: "lot"; readonly lot: Lot }
  | { readonly kind: "view"; readonly view: SavedView }
  | { readonly kind: "batch"; readonly batch: Batch }
  | { readonly kind: "item" } & ItemRecord
  | OtherLine
  /** Damaged, or edited: what it was is not known. */
  | { readonly kind: "unreadable"; readonly line: number }
  /** The last one: without it the copy was cut off. */
  | { readonly kind: "end"; readonly items: number };

/** Schema of a line as this version writes it. */
export function lineSchema(records: Records): z.ZodType<BackupLine> {
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
    ...OTHERS.map((of) =>
      z.object({ kind: z.literal("other"), of: z.literal(of), value: records[of].schema })
    ),
    z.object({ kind: z.literal("end"), items: z.number().int() }),
  ]);
}
