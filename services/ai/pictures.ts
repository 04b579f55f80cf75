/** The photos of an item as the readers take them: upright, and never the original with its GPS. */
import { isFailure } from "../base/errors.ts";
import type { Photos } from "../photos/mod.ts";
import type { Picture } from "./ports.ts";

interface ItemPicture {
  readonly photoId: string;
  /** `null` when the file is gone. */
  load(): Promise<Picture | null>;
}

/** Prepared photos of an item in their order. */
export type PicturesOf = (itemId: string) => Promise<readonly ItemPicture[]>;

export function picturesFrom(photos: Pick<Photos, "list" | "file">): PicturesOf {
  async function load(photoId: string): Promise<Picture | null> {
    try {
      const file = await photos.file(photoId, "display");
      const stream = await file.stream();
      return stream && new Uint8Array(await new Response(stream).arrayBuffer());
    } catch (error) {
      if (isFailure(error, "not_found")) return null;
      throw error;
    }
  }
  return async (itemId) =>
    (await photos.list(itemId))
      .filter(({ state }) => state === "ready")
      .map(({ id }) => ({ photoId: id, load: () => load(id) }));
}
