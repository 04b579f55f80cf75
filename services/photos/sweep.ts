/** Deletes photos that were removed long ago, then files that no photo refers to. */
import { unavailable } from "../base/errors.ts";
import { type Blobs, type Database, retrying } from "../store/mod.ts";
import type { Gate } from "./gate.ts";
import { REMOVED_KEPT_MS } from "./limits.ts";
import { photosCollection, type StoredPhoto } from "./photo.ts";

export interface Swept {
  readonly photos: number;
  readonly files: number;
  readonly bytes: number;
}

/**
 * @param blobs a folder that holds photos only
 * @throws Failure `unavailable` while photos come in or are prepared: to be tried again later
 */
export async function sweep(
  { db, blobs, gate, now }: { db: Database; blobs: Blobs; gate: Gate; now: number },
): Promise<Swept> {
  const photos = await purge(db, now - REMOVED_KEPT_MS);
  let [files, bytes] = [0, 0];
  const done = await gate.whenIdle(async () => {
    const named = await namedFiles(db);
    // Unreadable records may refer to any file.
    if (db.unreadable.has(photosCollection.name)) return;
    for await (const blob of blobs.list()) {
      if (named.has(blob.sha)) continue;
      await blobs.remove(blob.sha);
      files++;
      bytes += blob.bytes;
    }
  });
  if (!done) throw unavailable("photos.sweep_busy");
  return { photos, files, bytes };
}

async function purge(db: Database, before: number): Promise<number> {
  let purged = 0;
  for await (const { id, value } of db.each(photosCollection)) {
    if (isOld(value, before) && await purgeOne(db, id, before)) purged++;
  }
  return purged;
}

/** Looks again at each try: it may be brought back at this very moment. */
function purgeOne(db: Database, id: string, before: number): Promise<boolean> {
  return retrying(async () => {
    const row = await db.get(photosCollection, id);
    if (!row || !isOld(row.value, before)) return false;
    const change = db.change();
    change.remove(photosCollection, row);
    await change.commit();
    return true;
  });
}

const isOld = ({ removedAt }: StoredPhoto, before: number) =>
  removedAt !== undefined && removedAt <= before;

async function namedFiles(db: Database): Promise<Set<string>> {
  const named = new Set<string>();
  for await (const { value } of db.each(photosCollection)) {
    for (const sha of [value.original, value.display, value.thumb]) if (sha) named.add(sha);
  }
  return named;
}
