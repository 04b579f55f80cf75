/** Photos on a database in memory, with real files and real jobs; and garments to photograph. */
import { Buffer } from "node:buffer";
import sharp from "sharp";
import { openTestJobs, type TestJobs } from "../jobs/testing.ts";
import { type Blobs, createFileBlobs, type Database } from "../store/mod.ts";
import { tempBlobs } from "../store/testing.ts";
import type { ImageCodec } from "./codec.ts";
import { type Cover, createPhotos, type Photos } from "./photos.ts";
import { createSharpCodec } from "./sharp_codec.ts";

interface TestPhotosOptions {
  readonly codec?: ImageCodec;
  /** Wraps the file storage. */
  readonly wrap?: (blobs: Blobs) => Blobs;
  /** Whether jobs are done. @default true */
  readonly work?: boolean;
  /** Lives on in this folder, and takes over what a dead process left there. @default in memory */
  readonly folder?: string;
}

export interface TestPhotos extends Pick<TestJobs, "clock" | "jobs" | "advance">, AsyncDisposable {
  readonly db: Database;
  readonly photos: Photos;
  readonly blobs: Blobs;
  /** Cover updates sent to the inventory, in order. */
  readonly covers: (Cover & { itemId: string })[];
  settled(): Promise<void>;
}

/** Close it with `await using`. */
export async function openTestPhotos(options: TestPhotosOptions = {}): Promise<TestPhotos> {
  const { codec = createSharpCodec(), wrap = (blobs) => blobs, work = true, folder } = options;
  const { db, jobs, clock, newId, advance, close } = await openTestJobs(
    folder === undefined ? {} : { path: `${folder}/kv`, takeOver: true },
  );
  const temporary = folder === undefined ? await tempBlobs() : null;
  const files = temporary ?? createFileBlobs(`${folder}/photos`);
  const covers: TestPhotos["covers"] = [];
  const setCover = (itemId: string, cover: Cover) => {
    covers.push({ itemId, ...cover });
    return Promise.resolve();
  };
  const blobs = wrap(files);
  const photos = createPhotos({ db, blobs, jobs, clock, newId, codec, setCover });
  if (work) jobs.start();
  return {
    db,
    photos,
    blobs,
    jobs,
    clock,
    advance,
    covers,
    settled: jobs.settled,
    async [Symbol.asyncDispose]() {
      await close();
      await temporary?.close();
    },
  };
}

/** A JPEG of a piece of cloth, 800 x 1000, always the same for the same number and like no other. */
export async function garment(number: number): Promise<Uint8Array> {
  const next = randomBytes(number);
  const folds = Uint8Array.from({ length: 5 * 6 * 3 }, () => 60 + next() * .7);
  const weave = Buffer.from(Uint8Array.from({ length: 800 * 1_000 * 3 }, () => 100 + next() * .22));
  return await sharp(folds, { raw: { width: 5, height: 6, channels: 3 } })
    .resize(800, 1_000, { fit: "fill" })
    .composite([{
      input: weave,
      raw: { width: 800, height: 1_000, channels: 3 },
      blend: "overlay",
    }])
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** Lehmer's generator: the same numbers on every machine. */
function randomBytes(seed: number): () => number {
  let state = (seed + 1) * 48_271 % 2_147_483_647;
  return () => (state = state * 48_271 % 2_147_483_647) & 255;
}
