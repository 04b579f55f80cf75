/** A photo of an item, and the order in which an item's photos stand. */
import { z } from "zod";
import { defineCollection, type KeyPart } from "../store/mod.ts";
import { TURNS } from "./codec.ts";
import { PHOTO_KINDS } from "./kind.ts";
import { NAME_CHARS_MAX } from "./limits.ts";
import { bands } from "./fingerprint.ts";

const Sha = z.string().regex(/^[0-9a-f]{64}$/);

const WARNINGS = ["blurred", "dark", "small", "cut", "duplicate"] as const;
type Warning = (typeof WARNINGS)[number];

const StoredPhotoSchema = z.object({
  id: z.string(),
  itemId: z.string(),
  /** File name given by the device. */
  name: z.string().max(NAME_CHARS_MAX),
  kind: z.enum(PHOTO_KINDS),
  /** The file exactly as it came; it may hold where the seller lives, so it is never served. */
  original: Sha,
  bytes: z.number().int(),
  state: z.enum(["waiting", "ready", "failed"]),
  /** Why it failed: a sentence's key with its values. */
  error: z.object({
    key: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
  }).optional(),
  /** Upright. */
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  /** How far the seller turned it, clockwise from the file's own orientation. */
  turn: z.literal(TURNS).optional(),
  display: Sha.optional(),
  thumb: Sha.optional(),
  /** Perceptual hash of 64 bits (`fingerprint.ts`). */
  phash: z.string().length(16).optional(),
  warnings: z.array(z.enum(WARNINGS)),
  /** An older photo, of this or another item, that shows the very same. */
  duplicateOf: z.string().optional(),
  /** The camera's own local time. */
  takenAt: z.iso.datetime({ local: true }).optional(),
  createdAt: z.number(),
  /** Taken away by the seller then; can be brought back. */
  removedAt: z.number().optional(),
});
export type StoredPhoto = z.infer<typeof StoredPhotoSchema>;

/** A photo with its position among the item's photos, from 0; removed photos have none. */
export interface Photo extends StoredPhoto {
  readonly position: number | null;
}

export const photosCollection = defineCollection<StoredPhoto>({
  name: "photos",
  schema: StoredPhotoSchema,
  version: 1,
  id: (photo) => photo.id,
  indexes: {
    item: (photo) => [photo.itemId],
    alike: (photo): KeyPart[][] | null => isShown(photo) ? bands(photo.phash) : null,
    duplicateOf: (photo) => photo.duplicateOf === undefined ? null : [photo.duplicateOf],
  },
});

/** One record an item: whoever adds, moves or removes changes this, so that no two do it at once. */
const AlbumSchema = z.object({ itemId: z.string(), photoIds: z.array(z.string()) });
export type Album = z.infer<typeof AlbumSchema>;

export const albumsCollection = defineCollection<Album>({
  name: "albums",
  schema: AlbumSchema,
  version: 1,
  id: (album) => album.itemId,
});

const VERSION_CHARS = 8;

/** Tells apart what is shown of one photo before and after it is turned; empty until it is prepared. */
export const photoVersion = ({ display }: Pick<StoredPhoto, "display">): string =>
  display?.slice(0, VERSION_CHARS) ?? "";

export type ShownPhoto = StoredPhoto & { phash: string };
export const isShown = (photo: StoredPhoto): photo is ShownPhoto =>
  photo.state === "ready" && photo.phash !== undefined && photo.removedAt === undefined;
