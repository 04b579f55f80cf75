/** The photos of the items: taken in, prepared, put in order, shown. */
import type { Clock, NewId } from "../base/clock.ts";
import { notFound } from "../base/errors.ts";
import type { Jobs } from "../jobs/mod.ts";
import { type Blobs, type Database, retrying } from "../store/mod.ts";
import { type AppendOptions, createAlbums } from "./album.ts";
import { DISPLAY_TYPE, type ImageCodec, THUMB_TYPE, TURNS } from "./codec.ts";
import { createGate } from "./gate.ts";
import { mediaType } from "./kind.ts";
import { type Photo, photosCollection, type StoredPhoto } from "./photo.ts";
import { photoPrepare, preparePhoto } from "./prepare.ts";
import { sweep, type Swept } from "./sweep.ts";
import { createTwins } from "./twins.ts";
import { type IncomingFile, receive } from "./upload.ts";

export type Size = "display" | "thumb";

export interface PhotoFile {
  /** Names its content: two equal ones are the same bytes for ever. */
  readonly sha: string;
  readonly type: string;
  stream(): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | null>;
}

export interface Photos {
  /**
   * Takes a photo in as the item's last; durable when it returns, prepared by a job soon after.
   * @throws Failure `photos.too_many`, `photos.wrong_type`, `photos.too_large`, `common.disk_full`
   */
  add(itemId: string, file: IncomingFile, options?: AppendOptions): Promise<Photo>;
  /** @returns the photos in their order; the first is the cover */
  list(itemId: string): Promise<Photo[]>;
  /** @returns removed photos that can still be restored, newest first */
  removed(itemId: string): Promise<Photo[]>;
  get(photoId: string): Promise<StoredPhoto>;
  /** @param position from 0 */
  move(photoId: string, position: number): Promise<Photo>;
  remove(photoId: string): Promise<Photo>;
  /** To the end. @throws Failure `photos.too_many` */
  restore(photoId: string): Promise<Photo>;
  /** All of an item that is gone for good; their files go with the next sweep. */
  forget(itemId: string): Promise<void>;
  /** Tries to prepare a failed photo again. */
  retry(photoId: string): Promise<Photo>;
  /** Turns what is shown of it by a quarter, clockwise; the original stays as it is. */
  turn(photoId: string): Promise<Photo>;
  /** @throws Failure `not_found` also while it is not prepared yet */
  file(photoId: string, size: Size): Promise<PhotoFile>;
  /** The original with its metadata: for export and local models, never for a page. */
  original(photoId: string): Promise<PhotoFile & { readonly name: string }>;
  /** Cleans up; once a night. @throws Failure `unavailable` while photos come in */
  sweep(): Promise<Swept>;
}

interface PhotosNeeds {
  readonly db: Database;
  /** A folder of their own: what no photo names is swept out of it. */
  readonly blobs: Blobs;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly codec: ImageCodec;
  /** Told after each change of an item's photos; the same again does no harm. */
  readonly setCover: (itemId: string, cover: Cover) => Promise<void>;
}

export interface Cover {
  /** The thumbnail of the first photo that has one. */
  readonly thumb: string | null;
  readonly count: number;
}

export function createPhotos(needs: PhotosNeeds): Photos {
  const { db, blobs, jobs, clock, newId } = needs;
  const albums = createAlbums(db);
  const twins = createTwins(db);
  const gate = createGate();

  async function tellCover(itemId: string): Promise<void> {
    const photos = await albums.list(itemId);
    const thumb = photos.find(({ thumb }) => thumb)?.thumb ?? null;
    await needs.setCover(itemId, { thumb, count: photos.length });
  }

  async function told(photo: Photo): Promise<Photo> {
    await tellCover(photo.itemId);
    return photo;
  }

  async function prepareAgain(
    photoId: string,
    differently: (photo: StoredPhoto) => Partial<StoredPhoto>,
  ): Promise<Photo> {
    return await retrying(async () => {
      const row = await albums.row(photoId);
      const { error: _, ...before } = row.value;
      const photo = { ...before, ...differently(before), state: "waiting" as const };
      const change = db.change();
      change.update(photosCollection, row, photo);
      jobs.enqueue(change, photoPrepare, { photoId }, { subject: photo.itemId });
      await change.commit();
      return { ...photo, position: null };
    });
  }

  function fileOf(sha: string | undefined, type: string): PhotoFile {
    if (!sha) throw notFound("photos.not_found");
    return { sha, type, stream: () => blobs.stream(sha) };
  }

  jobs.handle(photoPrepare, (payload, context) =>
    gate.during(async () => {
      const photo = await preparePhoto(needs, payload.photoId, context);
      if (!photo) return;
      await twins.note(photo);
      await tellCover(photo.itemId);
    }));

  return {
    add(itemId, file, options) {
      return gate.during(async () => {
        // A file that the item already has does not count against the limit.
        if (!options?.once) await albums.expectRoom(itemId);
        const { sha, ...received } = await receive(blobs, file);
        const photo: StoredPhoto = {
          ...received,
          id: newId(),
          itemId,
          original: sha,
          state: "waiting",
          warnings: [],
          createdAt: clock.now(),
        };
        return await told(
          await albums.append(photo, (change) => {
            jobs.enqueue(change, photoPrepare, { photoId: photo.id }, { subject: itemId });
          }, options),
        );
      });
    },
    list: albums.list,
    removed: albums.removed,
    async get(photoId) {
      return (await albums.row(photoId)).value;
    },
    async move(photoId, position) {
      return await told(await albums.move(photoId, position));
    },
    async remove(photoId) {
      const photo = await albums.remove(photoId, clock.now());
      await twins.forget(photoId);
      return await told(photo);
    },
    async restore(photoId) {
      const photo = await albums.restore(photoId);
      await twins.note(photo);
      return await told(photo);
    },
    async forget(itemId) {
      const gone = await albums.list(itemId);
      await albums.forget(itemId);
      for (const { id } of gone) await twins.forget(id);
    },
    retry: (photoId) => prepareAgain(photoId, () => ({})),
    turn: (photoId) =>
      prepareAgain(photoId, ({ turn = 0 }) => ({ turn: TURNS.find((one) => one > turn) ?? 0 })),
    async file(photoId, size) {
      const { value } = await albums.row(photoId);
      return fileOf(value[size], size === "display" ? DISPLAY_TYPE : THUMB_TYPE);
    },
    async original(photoId) {
      const { value } = await albums.row(photoId);
      return { ...fileOf(value.original, mediaType(value.kind)), name: value.name };
    },
    sweep: () => sweep({ db, blobs, gate, now: clock.now() }),
  };
}
