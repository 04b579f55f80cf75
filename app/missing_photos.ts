/** Lists items whose photo files are missing, as after a restore from the replica, which holds records only. */
import { displayTitle } from "../services/inventory/mod.ts";
import { inventoryRecords } from "../services/inventory/restore.ts";
import { photosCollection } from "../services/photos/photo.ts";
import type { Blobs, Database } from "../services/store/mod.ts";

export interface MissingPhotos {
  /** Printed on the item's tag. */
  readonly number: number;
  readonly title: string | null;
  readonly missing: number;
}

/** Yields in the order of the numbers. */
export async function* missingPhotos(
  { db, blobs }: { readonly db: Database; readonly blobs: Pick<Blobs, "has"> },
  language: "it" | "en",
): AsyncGenerator<MissingPhotos> {
  const missing = new Map<string, number>();
  for await (const { value } of db.each(photosCollection)) {
    if (value.removedAt !== undefined || await blobs.has(value.original)) continue;
    missing.set(value.itemId, (missing.get(value.itemId) ?? 0) + 1);
  }
  for await (const { value } of db.each(inventoryRecords.items, { index: "number" })) {
    const count = missing.get(value.id);
    if (!count) continue;
    yield { number: value.number, title: displayTitle(value, language), missing: count };
  }
}
