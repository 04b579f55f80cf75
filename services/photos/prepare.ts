/** The job that makes a photo fit to be looked at. Running it twice gives the same. */
import { z } from "zod";
import { invalid, isFailure, type Params } from "../base/errors.ts";
import { defineJob, type JobContext } from "../jobs/mod.ts";
import { type Blobs, type Database, retrying, type Row } from "../store/mod.ts";
import { captureTime } from "./capture_time.ts";
import type { ImageCodec } from "./codec.ts";
import { fingerprint } from "./fingerprint.ts";
import { photosCollection, type StoredPhoto } from "./photo.ts";
import { shortcomings } from "./quality.ts";

const LEASE_MS = 2 * 60_000;
const ATTEMPTS = 4;

/** The kind's name, by which others hear that a photo is ready. */
export const PHOTO_JOB = "photo_prepare";

export const photoPrepare = defineJob({
  name: PHOTO_JOB,
  payload: z.object({ photoId: z.string() }),
  lane: "photos",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
  key: ({ photoId }) => photoId,
  title: "photos.job_prepare",
});

interface PrepareNeeds {
  readonly db: Database;
  readonly blobs: Blobs;
  readonly codec: ImageCodec;
}

/** @returns the photo as it is now, or `null` when it was purged meanwhile */
export async function preparePhoto(
  { db, blobs, codec }: PrepareNeeds,
  photoId: string,
  { signal, attempt }: Pick<JobContext, "signal" | "attempt">,
): Promise<StoredPhoto | null> {
  const row = await db.get(photosCollection, photoId);
  if (!row) return null;
  try {
    return await settle(db, row, await made(blobs, codec, row.value, signal));
  } catch (error) {
    signal.throwIfAborted();
    const reason = finalFailure(error, attempt);
    if (!reason) throw error;
    return await settle(db, row, { state: "failed", error: reason });
  }
}

/** A faulty file fails at once; a fault of the system, such as a full disk, only after the last attempt. */
function finalFailure(error: unknown, attempt: number): { key: string; params: Params } | null {
  if (isFailure(error, "invalid")) return { key: error.key, params: error.params };
  return attempt >= ATTEMPTS ? { key: "photos.not_prepared", params: {} } : null;
}

async function made(
  blobs: Blobs,
  codec: ImageCodec,
  photo: StoredPhoto,
  signal: AbortSignal,
): Promise<Partial<StoredPhoto>> {
  const original = await blobs.get(photo.original);
  if (!original) throw invalid("photos.original_missing");
  const image = await codec.prepare(original, photo.kind, { signal, turn: photo.turn ?? 0 });
  const [display, thumb] = [await blobs.put(image.display), await blobs.put(image.thumb)];
  const takenAt = captureTime(original);
  return {
    state: "ready",
    width: image.width,
    height: image.height,
    display: display.sha,
    thumb: thumb.sha,
    phash: fingerprint(image.grey),
    warnings: shortcomings(image),
    ...(takenAt === null ? {} : { takenAt }),
  };
}

/** The photo may have been moved or removed while it was prepared: only what was made is written. */
async function settle(
  db: Database,
  { id }: Row<StoredPhoto>,
  outcome: Partial<StoredPhoto>,
): Promise<StoredPhoto | null> {
  return await retrying(async () => {
    const row = await db.get(photosCollection, id);
    if (!row) return null;
    const { error: _, ...before } = row.value;
    const next = { ...before, ...outcome };
    const change = db.change();
    change.update(photosCollection, row, next);
    await change.commit();
    return next;
  });
}
