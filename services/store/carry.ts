/** Records as plain entries, keys as bytes in hex: what is carried to a copy of the store, and back. */
import { bytesBelow, bytesToKey, keyToBytes } from "./key_bytes.ts";
import { partsOf, recordKey } from "./layout.ts";
import {
  ATOMIC_MUTATIONS_MAX,
  type Entry,
  type Json,
  type Key,
  KEY_BYTES_MAX,
  type Store,
} from "./port.ts";

export type CarriedEntry = readonly [key: string, value: Json];
/** From the first key (included) to the second (excluded). */
export type CarriedRange = readonly [first: string, past: string];

interface RecordName {
  readonly collection: string;
  readonly id: string;
}

interface CarriedRecord {
  /** Where the record's parts lie: all go before the present ones come. */
  readonly clears: readonly CarriedRange[];
  /** Empty: the record was removed. */
  readonly puts: readonly CarriedEntry[];
}

const RECORD = "record";
const KINDS = ["part", RECORD] as const;
const PAGE_ENTRIES = 1_000;
/** Restored in changes well inside the limit of bytes, long records included. */
const BYTES_PER_CHANGE = 400_000;

/** In the order of the names; each as it is now. */
export async function carriedRecords(
  store: Store,
  names: readonly RecordName[],
): Promise<CarriedRecord[]> {
  const records = await store.getMany(names.map(({ collection, id }) => recordKey(collection, id)));
  return await Promise.all(records.map((record, at) => withParts(store, names[at]!, record)));
}

async function withParts(
  store: Store,
  { collection, id }: RecordName,
  record: Entry | null,
): Promise<CarriedRecord> {
  const key = recordKey(collection, id);
  const clears = [rangeOf(key), below(partsOf(collection, id))];
  if (!record || !isLong(record.value)) {
    return { clears, puts: record ? [carried(record)] : [] };
  }
  const parts = await all(store, partsOf(collection, id));
  if (parts.every(({ stamp }) => stamp === record.stamp)) {
    return { clears, puts: [record, ...parts].map(carried) };
  }
  // Written between the two readings; or damaged, and then carried as it is.
  const now = await store.get(key);
  if (now?.stamp === record.stamp) return { clears, puts: [record, ...parts].map(carried) };
  return await withParts(store, { collection, id }, now);
}

/** Every record's entries in the order of their bytes. Indexes are made anew where a copy is opened. */
export async function* carriedStore(store: Store): AsyncGenerator<CarriedEntry> {
  for (const kind of KINDS) {
    let cursor: string | undefined;
    do {
      const options = { limit: PAGE_ENTRIES, ...(cursor === undefined ? {} : { cursor }) };
      const page = await store.list({ prefix: [kind] }, options);
      yield* page.entries.map(carried);
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
}

/** From the least key to one that no key reaches. */
export const EVERY_KEY: CarriedRange = ["00", "ff".repeat(KEY_BYTES_MAX)];

export async function isEmptyStore(store: Store): Promise<boolean> {
  return (await store.list({ prefix: [RECORD] }, { limit: 1 })).entries.length === 0;
}

/** Writes entries of a copy into a store, whole changes at a time. @returns how many */
export async function bringBack(
  store: Store,
  entries: AsyncIterable<CarriedEntry>,
): Promise<number> {
  let sets: { key: Key; value: Json }[] = [];
  let bytes = 0;
  let count = 0;
  const write = async () => {
    if (sets.length > 0) await store.atomic({ sets });
    count += sets.length;
    sets = [];
    bytes = 0;
  };
  for await (const [hex, value] of entries) {
    const key = bytesToKey(Uint8Array.fromHex(hex));
    if (sets.length === ATOMIC_MUTATIONS_MAX || bytes > BYTES_PER_CHANGE) await write();
    const parts = await partsOfLong(key, value, write);
    sets.push({ key, value }, ...parts);
    bytes += hex.length + JSON.stringify(value).length;
    if (parts.length > 0) await write();
  }
  await write();
  return count;

  /** A long record and its parts must bear one stamp; the parts sort first and are there already. */
  async function partsOfLong(key: Key, value: Json, write: () => Promise<void>) {
    if (key[0] !== RECORD || !isLong(value)) return [];
    await write();
    const parts = await all(store, partsOf(String(key[1]), String(key[2])));
    count -= parts.length;
    return parts.map(({ key, value }) => ({ key, value }));
  }
}

const isLong = (value: Json): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value) && "parts" in value;

const carried = ({ key, value }: Entry): CarriedEntry => [toHex(key), value];
const toHex = (key: Key): string => keyToBytes(key).toHex();

function below(prefix: Key): CarriedRange {
  const { first, end } = bytesBelow(prefix);
  return [first.toHex(), end.toHex()];
}

/** The key alone: nothing sorts between it and itself with one more byte of zero. */
const rangeOf = (key: Key): CarriedRange => [toHex(key), `${toHex(key)}00`];

async function all(store: Store, prefix: Key): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.list({ prefix }, cursor === undefined ? {} : { cursor });
    entries.push(...page.entries);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return entries;
}
