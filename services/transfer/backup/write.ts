/** Writes all records, item by item, from ordered readings of the store that walk side by side. */
import type { Item } from "../../inventory/mod.ts";
import type { StoredPhoto } from "../../photos/photo.ts";
import type { Database } from "../../store/mod.ts";
import {
  BACKUP_BEGINNING,
  type BackupLine,
  FORMAT,
  type ItemRecord,
  type Records,
} from "./format.ts";
import { otherLines } from "./other_records.ts";

interface CopySource {
  readonly db: Database;
  readonly records: Records;
}

export async function* copyLines({ db, records }: CopySource): AsyncGenerator<BackupLine> {
  for await (const { value } of db.each(records.lots)) yield { kind: "lot", lot: value };
  for await (const { value } of db.each(records.views)) yield { kind: "view", view: value };
  for await (const { value } of db.each(records.batches)) yield { kind: "batch", batch: value };
  let items = 0;
  for await (const record of itemRecords({ db, records })) {
    yield { kind: "item", ...record };
    items++;
  }
  yield* otherLines({ db, records });
  yield { kind: "end", items };
}

/** The whole text in pieces of a line each. */
export async function* writeBackup(source: CopySource, now: number): AsyncGenerator<string> {
  const exportedAt = new Date(now).toISOString();
  yield `${BACKUP_BEGINNING},"format":${FORMAT},"exportedAt":"${exportedAt}","records":[\n`;
  for await (const line of copyLines(source)) {
    yield JSON.stringify(line) + (line.kind === "end" ? "\n" : ",\n");
  }
  yield "]}\n";
}

/** Trashed items too; removed photos not. */
export async function* itemRecords({ db, records }: CopySource): AsyncGenerator<ItemRecord> {
  const history = follower(db.each(records.history, { index: "item" }), ({ itemId }) => itemId);
  const drafts = follower(db.each(records.drafts), ({ itemId }) => itemId);
  const albums = follower(db.each(records.albums), ({ itemId }) => itemId);
  const photos = follower(db.each(records.photos, { index: "item" }), ({ itemId }) => itemId);
  try {
    for await (const { id, value: item } of db.each(records.items)) {
      const [album] = await albums.take(id);
      yield {
        item,
        history: await history.take(id),
        drafts: await drafts.take(id),
        photos: inOrder(item, album?.photoIds ?? [], await photos.take(id)),
      };
    }
  } finally {
    await Promise.all([history, drafts, albums, photos].map((one) => one.close()));
  }
}

function inOrder(
  item: Item,
  order: readonly string[],
  photos: readonly StoredPhoto[],
): ItemRecord["photos"] {
  const byId = new Map(photos.map((photo) => [photo.id, photo]));
  return order.flatMap((id) => byId.get(id) ?? []).map((photo, at) => ({
    file: photoPath(item.number, at + 1, photo),
    photo,
  }));
}

const EXTENSIONS: Partial<Record<StoredPhoto["kind"], string>> = { jpeg: "jpg" };

/** "photos/0231/01.jpg": folders sort by number, files by their order. */
function photoPath(number: number, place: number, { kind }: StoredPhoto): string {
  const folder = String(number).padStart(4, "0");
  return `photos/${folder}/${String(place).padStart(2, "0")}.${EXTENSIONS[kind] ?? kind}`;
}

interface Follower<T> {
  /** Records of this item; must be called in the order of ids. */
  take(itemId: string): Promise<T[]>;
  close(): Promise<void>;
}

/** Walks a reading that is in the order of items, beside the items themselves. */
function follower<T>(
  rows: AsyncIterable<{ readonly value: T }>,
  itemIdOf: (value: T) => string,
): Follower<T> {
  const reading = rows[Symbol.asyncIterator]();
  let next: IteratorResult<{ readonly value: T }> | undefined;
  return {
    async take(itemId) {
      const found: T[] = [];
      next ??= await reading.next();
      while (!next.done && itemIdOf(next.value.value) <= itemId) {
        if (itemIdOf(next.value.value) === itemId) found.push(next.value.value);
        next = await reading.next();
      }
      return found;
    },
    async close() {
      await reading.return?.();
    },
  };
}
