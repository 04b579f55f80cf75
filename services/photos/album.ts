/** The order of an item's photos: who comes in, moves, goes and comes back. Each is one transaction. */
import { conflict, notFound } from "../base/errors.ts";
import { type Change, type Collection, type Database, retrying, type Row } from "../store/mod.ts";
import { PHOTOS_PER_ITEM_MAX } from "./limits.ts";
import {
  type Album,
  albumsCollection,
  type Photo,
  photosCollection,
  type StoredPhoto,
} from "./photo.ts";
import { createKeyedMutex } from "../base/mutex.ts";

export interface AppendOptions {
  /** A file that the item has, or had until the seller removed it, is given instead of a second one. */
  readonly once?: boolean;
}

interface Albums {
  /** @throws Failure `photos.too_many` when the item has PHOTOS_PER_ITEM_MAX */
  expectRoom(itemId: string): Promise<void>;
  /** Puts it last. `also` joins the same transaction. */
  append(
    photo: StoredPhoto,
    also: (change: Change) => void,
    options?: AppendOptions,
  ): Promise<Photo>;
  /** @returns the photos in their order */
  list(itemId: string): Promise<Photo[]>;
  /** Newest first. */
  removed(itemId: string): Promise<Photo[]>;
  row(photoId: string): Promise<Row<StoredPhoto>>;
  /** @param position from 0; past the end is the end */
  move(photoId: string, position: number): Promise<Photo>;
  remove(photoId: string, now: number): Promise<Photo>;
  /** Back to the end of the item's photos. */
  restore(photoId: string): Promise<Photo>;
  /** Deletes all photos of an item for good, removed ones included. Idempotent. */
  forget(itemId: string): Promise<void>;
}

export function createAlbums(db: Database): Albums {
  const albumOf = (itemId: string) => db.get(albumsCollection, itemId);

  const inTurn = createKeyedMutex();

  async function row(photoId: string): Promise<Row<StoredPhoto>> {
    const found = await db.get(photosCollection, photoId);
    if (!found) throw notFound("photos.not_found");
    return found;
  }

  async function sameFile({ itemId, original }: StoredPhoto): Promise<StoredPhoto | undefined> {
    for await (const { value } of db.each(photosCollection, { index: "item", prefix: [itemId] })) {
      if (value.original === original) return value;
    }
  }

  /** One transaction: the item's next order, and what goes along with it. */
  async function reorder(
    itemId: string,
    next: (photoIds: readonly string[]) => string[],
    along: (change: Change) => void,
  ): Promise<string[]> {
    const before = await albumOf(itemId);
    const photoIds = next(before?.value.photoIds ?? []);
    const change = db.change();
    put(change, before, { itemId, photoIds });
    along(change);
    await change.commit();
    return photoIds;
  }

  return {
    row,
    async expectRoom(itemId) {
      refuseFull((await albumOf(itemId))?.value.photoIds ?? []);
    },
    append(photo, also, { once = false } = {}) {
      return inTurn(photo.itemId, () =>
        retrying(async () => {
          const same = once ? await sameFile(photo) : undefined;
          if (same) return placed(same, (await albumOf(photo.itemId))?.value.photoIds ?? []);
          const photoIds = await reorder(photo.itemId, (ids) => added(ids, photo.id), (change) => {
            change.insert(photosCollection, photo);
            also(change);
          });
          return placed(photo, photoIds);
        }));
    },
    async list(itemId) {
      const photoIds = (await albumOf(itemId))?.value.photoIds ?? [];
      const rows = await db.getMany(photosCollection, photoIds);
      return rows.filter((row) => row !== null).map(({ value }) => placed(value, photoIds));
    },
    async removed(itemId) {
      const rows = await Array.fromAsync(
        db.each(photosCollection, { index: "item", prefix: [itemId] }),
      );
      return rows.map(({ value }) => value)
        .filter(({ removedAt }) => removedAt !== undefined)
        .sort((a, b) => b.removedAt! - a.removedAt!)
        .map((photo) => placed(photo, []));
    },
    move(photoId, position) {
      return retrying(async () => {
        const photo = await row(photoId);
        const photoIds = await reorder(
          photo.value.itemId,
          (ids) => moved(ids, photoId, position),
          (change) => change.check(photosCollection, photo),
        );
        return placed(photo.value, photoIds);
      });
    },
    remove(photoId, now) {
      return retrying(async () => {
        const photo = await row(photoId);
        if (photo.value.removedAt !== undefined) return placed(photo.value, []);
        const next = { ...photo.value, removedAt: now };
        await reorder(next.itemId, (ids) => without(ids, photoId), (change) => {
          change.update(photosCollection, photo, next);
        });
        return placed(next, []);
      });
    },
    restore(photoId) {
      return retrying(async () => {
        const photo = await row(photoId);
        const { removedAt: _, ...next } = photo.value;
        const photoIds = await reorder(
          next.itemId,
          (ids) => ids.includes(photoId) ? [...ids] : added(ids, photoId),
          (change) => change.update(photosCollection, photo, next),
        );
        return placed(next, photoIds);
      });
    },
    async forget(itemId) {
      const rows = await Array.fromAsync(
        db.each(photosCollection, { index: "item", prefix: [itemId] }),
      );
      for (const { id } of rows) await removeForGood(db, photosCollection, id);
      await removeForGood(db, albumsCollection, itemId);
    },
  };
}

function removeForGood<T>(db: Database, collection: Collection<T>, id: string): Promise<void> {
  return retrying(async () => {
    const row = await db.get(collection, id);
    if (!row) return;
    const change = db.change();
    change.remove(collection, row);
    await change.commit();
  });
}

function put(change: Change, before: Row<Album> | null, next: Album): void {
  if (before) change.update(albumsCollection, before, next);
  else change.insert(albumsCollection, next);
}

function placed(photo: StoredPhoto, photoIds: readonly string[]): Photo {
  const position = photoIds.indexOf(photo.id);
  return { ...photo, position: position === -1 ? null : position };
}

function added(photoIds: readonly string[], photoId: string): string[] {
  refuseFull(photoIds);
  return [...photoIds, photoId];
}

function refuseFull(photoIds: readonly string[]): void {
  if (photoIds.length >= PHOTOS_PER_ITEM_MAX) {
    throw conflict("photos.too_many", { max: PHOTOS_PER_ITEM_MAX });
  }
}

const without = (photoIds: readonly string[], photoId: string) =>
  photoIds.filter((id) => id !== photoId);

function moved(photoIds: readonly string[], photoId: string, position: number): string[] {
  if (!photoIds.includes(photoId)) throw conflict("photos.is_removed");
  return without(photoIds, photoId).toSpliced(Math.max(0, position), 0, photoId);
}
