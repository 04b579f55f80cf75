/** Makes the index entries of records that an older version of the program wrote. */
import type { Collection } from "./collection.ts";
import { builtKey, indexEntries, indexesOf, recordsOf } from "./layout.ts";
import { ATOMIC_MUTATIONS_MAX, type Entry, type Key, type Store } from "./port.ts";
import { decodeRecord } from "./record.ts";
import type { Sealer } from "./sealer.ts";

const PAGE_RECORDS = 200;
/** Well inside the bytes of keys that one change may hold. */
const ENTRIES_PER_CHANGE = ATOMIC_MUTATIONS_MAX / 4;

interface Place {
  readonly store: Store;
  readonly sealer: Sealer;
}

/**
 * Starts all over when it was interrupted: the sign that all is done is written last.
 * Nobody may write to the collection meanwhile.
 */
export async function reindexIfNeeded<T>(c: Collection<T>, place: Place): Promise<void> {
  const wanted = { version: c.version, indexes: Object.keys(c.indexes ?? {}).sort() };
  const built = await place.store.get(builtKey(c.name));
  if (JSON.stringify(built?.value) === JSON.stringify(wanted)) return;
  for await (const entries of pages(place.store, indexesOf(c.name))) {
    await place.store.atomic({ deletes: entries.map(({ key }) => key) });
  }
  for await (const entries of pages(place.store, recordsOf(c.name))) {
    await writeEntries(place.store, await entriesOf(c, entries, place));
  }
  await place.store.atomic({ sets: [{ key: builtKey(c.name), value: wanted }] });
}

async function* pages(store: Store, prefix: Key): AsyncGenerator<Entry[]> {
  let cursor: string | undefined;
  do {
    const page = await store.list({ prefix }, { limit: PAGE_RECORDS, ...(cursor && { cursor }) });
    yield page.entries;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

async function entriesOf<T>(c: Collection<T>, records: Entry[], place: Place): Promise<Key[]> {
  const rows = await Promise.all(
    records.map((entry) => decodeRecord(c, String(entry.key.at(-1)), entry, place)),
  );
  return rows.flatMap((row) => row ? indexEntries(c, row.value) : []);
}

async function writeEntries(store: Store, keys: Key[]): Promise<void> {
  for (let at = 0; at < keys.length; at += ENTRIES_PER_CHANGE) {
    const sets = keys.slice(at, at + ENTRIES_PER_CHANGE).map((key) => ({ key, value: 0 }));
    await store.atomic({ sets });
  }
}
