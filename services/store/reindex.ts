/** Makes the index entries of records that an older version of the program wrote. */
import type { Collection, Row } from "./collection.ts";
import { builtKey, indexEntries, indexesOf, recordsOf } from "./layout.ts";
import { ATOMIC_MUTATIONS_MAX, type Entry, type Key, type Page, type Store } from "./port.ts";

const PAGE_RECORDS = 200;
/** Well inside the bytes of keys that one change may hold. */
const ENTRIES_PER_CHANGE = ATOMIC_MUTATIONS_MAX / 4;

/**
 * Starts all over when it was interrupted: the sign that all is done is written last.
 * Nobody may write to the collection meanwhile.
 * @param read gives `null` for a record that cannot be read: it has no index entries
 * @param noteKeys hears of keys that cannot be read
 */
export async function reindexIfNeeded<T>(
  c: Collection<T>,
  store: Store,
  read: (entry: Entry) => Promise<Row<T> | null>,
  noteKeys: (collection: string, brokenKeys?: readonly string[]) => void,
): Promise<void> {
  const wanted = { version: c.version, indexes: Object.keys(c.indexes ?? {}).sort() };
  const built = await store.get(builtKey(c.name));
  if (JSON.stringify(built?.value) === JSON.stringify(wanted)) return;
  for await (const { entries } of pages(store, indexesOf(c.name))) {
    await store.atomic({ deletes: entries.map(({ key }) => key) });
  }
  for await (const { entries, brokenKeys } of pages(store, recordsOf(c.name))) {
    noteKeys(c.name, brokenKeys);
    const rows = await Promise.all(entries.map(read));
    await writeEntries(store, rows.flatMap((row) => row ? indexEntries(c, row.value) : []));
  }
  await store.atomic({ sets: [{ key: builtKey(c.name), value: wanted }] });
}

async function* pages(store: Store, prefix: Key): AsyncGenerator<Page<Entry>> {
  let cursor: string | undefined;
  do {
    const page = await store.list({ prefix }, { limit: PAGE_RECORDS, ...(cursor && { cursor }) });
    yield page;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

async function writeEntries(store: Store, keys: Key[]): Promise<void> {
  for (let at = 0; at < keys.length; at += ENTRIES_PER_CHANGE) {
    const sets = keys.slice(at, at + ENTRIES_PER_CHANGE).map((key) => ({ key, value: 0 }));
    await store.atomic({ sets });
  }
}
