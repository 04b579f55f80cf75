/** Noticing that the same shot was taken in twice, in this item or in another. The older one is the original. */
import { type Database, retrying } from "../store/mod.ts";
import { bands, distance, SAME_SHOT_BITS } from "./fingerprint.ts";
import { isShown, photosCollection, type ShownPhoto, type StoredPhoto } from "./photo.ts";

/** No more is compared: that many alike are plain walls, not photos. */
const CANDIDATES_MAX = 500;

interface Twins {
  /** Marks the newer one of each pair that `photo` makes; called once it is ready. */
  note(photo: StoredPhoto): Promise<void>;
  /** Takes back what was marked because of a photo that is gone, unless a third one is the same shot. */
  forget(photoId: string): Promise<void>;
}

export function createTwins(db: Database): Twins {
  async function alike(photo: ShownPhoto): Promise<StoredPhoto[]> {
    const found = new Map<string, StoredPhoto>();
    for (const band of bands(photo.phash)) {
      const page = await db.listBy(photosCollection, "alike", band, { limit: CANDIDATES_MAX });
      for (const { value } of page.entries) {
        if (!isShown(value) || value.id === photo.id) continue;
        if (distance(value.phash, photo.phash) <= SAME_SHOT_BITS) found.set(value.id, value);
      }
    }
    return [...found.values()];
  }

  async function mark(photoId: string, duplicateOf: string | null): Promise<void> {
    await retrying(async () => {
      const row = await db.get(photosCollection, photoId);
      if (!row || (row.value.duplicateOf ?? null) === duplicateOf) return;
      const change = db.change();
      change.update(photosCollection, row, marked(row.value, duplicateOf));
      await change.commit();
    });
  }

  async function note(photo: StoredPhoto): Promise<void> {
    if (!isShown(photo)) return;
    const others = await alike(photo);
    const older = others.filter(({ id }) => id < photo.id).map(({ id }) => id).sort()[0];
    if (older !== undefined) return await mark(photo.id, older);
    for (const newer of others) await mark(newer.id, photo.id);
  }

  return {
    note,
    async forget(photoId) {
      const marks = await Array.fromAsync(
        db.each(photosCollection, { index: "duplicateOf", prefix: [photoId] }),
      );
      for (const { id, value } of marks) {
        await mark(id, null);
        await note(value);
      }
    },
  };
}

function marked(photo: StoredPhoto, duplicateOf: string | null): StoredPhoto {
  const { duplicateOf: _, ...rest } = photo;
  const warnings = photo.warnings.filter((warning) => warning !== "duplicate");
  return duplicateOf === null
    ? { ...rest, warnings }
    : { ...rest, warnings: [...warnings, "duplicate"], duplicateOf };
}
