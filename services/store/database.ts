/** Typed collections over the store: reading here, writing in writes.ts and change.ts. */
import type { Clock } from "../base/clock.ts";
import { type Logger, silentLogger } from "../base/log.ts";
import { type Change, createChange, type RecordChange } from "./change.ts";
import type { Collection, Row } from "./collection.ts";
import { indexPrefix, recordKey, recordsOf } from "./layout.ts";
import { followForeign } from "./foreign.ts";
import { isStorable } from "./key_bytes.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import type { Entry, KeyPart, ListOptions, Page, Range, Store } from "./port.ts";
import { decodePlainRecord, decodeRecord } from "./record.ts";
import { reindexIfNeeded } from "./reindex.ts";
import type { Sealer } from "./sealer.ts";
import { readRaw, readSetAside, setAside } from "./set_aside.ts";
import {
  createUnreadableNotes,
  type RawRecord,
  Unreadable,
  type UnreadableRecord,
  type UnreadableRecords,
} from "./unreadable.ts";
import { createWrites, type Writes } from "./writes.ts";

interface EachOptions {
  /** In the order of this index. @default the order of ids */
  readonly index?: string;
  readonly prefix?: readonly KeyPart[];
  readonly reverse?: boolean;
}

export interface Database extends Writes {
  /** An id that no record can have, such as one of 5,000 letters, has no record. */
  get<T>(c: Collection<T>, id: string): Promise<Row<T> | null>;
  /** In the order of `ids`, `null` where there is nothing. */
  getMany<T>(c: Collection<T>, ids: readonly string[]): Promise<(Row<T> | null)[]>;
  /** By id. */
  list<T>(c: Collection<T>, options?: ListOptions): Promise<Page<Row<T>>>;
  /** By a declared index, those whose key begins with `prefix`. */
  listBy<T>(
    c: Collection<T>,
    index: string,
    prefix: readonly KeyPart[],
    options?: ListOptions,
  ): Promise<Page<Row<T>>>;
  /** All of them, read page by page while the loop goes on. */
  each<T>(c: Collection<T>, options?: EachOptions): AsyncIterable<Row<T>>;
  /** A change to commit by hand. Prefer the verbs of `Writes`, which try again after a conflict. */
  change(): Change;
  /** Called after each commit with what changed; returns how to stop it. */
  onChange(listener: (changes: readonly RecordChange[]) => void): () => void;
  /**
   * Called when other processes may have written what was never told: who keeps records in memory reads them
   * again. Returns how to stop it.
   */
  onMissed(listener: () => Promise<void>): () => void;
  readonly outbox: Outbox;
  readonly store: Store;
  /**
   * Records that could not be used. Readers are not told of them: `get` gives `null`, lists leave them out. Whoever
   * deletes what no record names must ask here first.
   */
  readonly unreadable: UnreadableRecords;
  /** Reads every record of the collections in use, so that `unreadable` knows all. */
  checkAll(): Promise<void>;
  /** How such a record lies in the store, for an export. */
  raw(record: UnreadableRecord): Promise<RawRecord>;
  /** Unreadable records whose names new ones took, such as settings that were saved again. */
  setAside(): AsyncIterable<RawRecord>;
}

interface DatabaseOptions {
  readonly clock: Clock;
  readonly sealer: Sealer;
  readonly log?: Logger;
}

const EACH_PAGE = 500;

export function createDatabase(store: Store, options: DatabaseOptions): Database {
  const { clock, sealer, log = silentLogger } = options;
  const listeners = new Set<(changes: readonly RecordChange[]) => void>();
  const missed = new Set<() => Promise<void>>();
  const prepared = new Map<string, Promise<void>>();
  const known = new Map<string, Collection<unknown>>();
  const unreadable = createUnreadableNotes(log);
  const place = { store, sealer };

  async function prepare<T>(c: Collection<T>): Promise<void> {
    know(c);
    const begun = prepared.get(c.name) ??
      reindexIfNeeded(c, store, (entry) => decode(c, entry), noteKeys);
    prepared.set(c.name, begun);
    try {
      await begun;
    } catch (error) {
      prepared.delete(c.name);
      throw error;
    }
  }

  async function decode<T>(c: Collection<T>, found: Entry | null): Promise<Row<T> | null> {
    know(c);
    if (found === null) return null;
    const id = String(found.key.at(-1));
    return readable(c, id, await decodeWhole(c, id, found));
  }

  async function decodeWhole<T>(
    c: Collection<T>,
    id: string,
    found: Entry,
  ): Promise<Row<T> | Unreadable | null> {
    const row = decodePlainRecord(c, id, found) ?? await decodeRecord(c, id, found, place);
    if (row) return row;
    // Written while its parts were read; or they are missing for good.
    const now = await store.get(found.key);
    if (now?.stamp === found.stamp) return new Unreadable("damaged", "its parts are missing");
    return now && await decodeWhole(c, id, now);
  }

  /** What cannot be used is noted, and is not there for those who read. */
  function readable<T>(
    { name: collection }: Collection<T>,
    id: string,
    row: Row<T> | Unreadable | null,
  ): Row<T> | null {
    if (!(row instanceof Unreadable)) {
      unreadable.forget(collection, id);
      return row;
    }
    const { cause, detail } = row;
    unreadable.note({ collection, id, cause, detail });
    return null;
  }

  function noteKeys(collection: string, brokenKeys: readonly string[] = []): void {
    for (const id of brokenKeys) {
      unreadable.note({ collection, id, cause: "damaged", detail: "its key cannot be read" });
    }
  }

  function know<T>(c: Collection<T>): void {
    // A collection is read by its name and its functions only where its own T is at hand.
    known.set(c.name, c as unknown as Collection<unknown>);
  }

  async function decodeAll<T>(c: Collection<T>, found: (Entry | null)[]) {
    const rows: (Row<T> | null)[] = [];
    for (const entry of found) {
      const id = String(entry?.key.at(-1));
      const plain = entry && decodePlainRecord(c, id, entry);
      rows.push(plain === undefined ? await decode(c, entry) : readable(c, id, plain));
    }
    return rows;
  }

  async function get<T>(c: Collection<T>, id: string): Promise<Row<T> | null> {
    const key = recordKey(c.name, id);
    return isStorable(key) ? await decode(c, await store.get(key)) : null;
  }

  async function getMany<T>(c: Collection<T>, ids: readonly string[]) {
    know(c);
    const keys = ids.map((id) => recordKey(c.name, id));
    const storable = keys.filter(isStorable);
    const entries = await store.getMany(storable);
    if (storable.length === keys.length) return await decodeAll(c, entries);
    const found = new Map(storable.map((key, at) => [key, entries[at] ?? null]));
    return await decodeAll(c, keys.map((key) => found.get(key) ?? null));
  }

  async function pageOf<T>(
    range: Range,
    options: ListOptions | undefined,
    rowsOf: (entries: Entry[]) => Promise<(Row<T> | null)[]>,
  ): Promise<Page<Row<T>>> {
    const { entries, brokenKeys, ...rest } = await store.list(range, options);
    noteKeys(String(range.prefix[1]), brokenKeys);
    // A record that was removed since its key was listed is no longer there to be shown.
    return { entries: (await rowsOf(entries)).filter((row) => row !== null), ...rest };
  }

  function change(): Change {
    return createChange({
      sealer,
      now: clock.now,
      write: store.atomic,
      setAside: (inserted) => setAside({ store, decode: decodeWhole, unreadable }, inserted),
      async prepare(collections) {
        for (const c of collections) await prepare(c);
      },
      committed(changes) {
        if (changes.length > 0) tell(changes);
      },
    });
  }

  const db: Database = {
    ...createWrites({ get, change }),
    store,
    unreadable,
    outbox: createOutbox(store),

    get,
    getMany,
    list(c, options) {
      know(c);
      return pageOf({ prefix: recordsOf(c.name) }, options, (found) => decodeAll(c, found));
    },
    async listBy(c, index, prefix, options) {
      if (!c.indexes?.[index]) throw new Error(`${c.name} has no index ${index}`);
      await prepare(c);
      const range = { prefix: indexPrefix(c.name, index, prefix) };
      const rowsOf = (found: Entry[]) => getMany(c, found.map(({ key }) => String(key.at(-1))));
      return await pageOf(range, options, rowsOf);
    },
    async *each(c, { index, prefix = [], reverse = false } = {}) {
      let cursor: string | undefined;
      do {
        const options = { limit: EACH_PAGE, reverse, ...(cursor === undefined ? {} : { cursor }) };
        const page = index === undefined
          ? await db.list(c, options)
          : await db.listBy(c, index, prefix, options);
        yield* page.entries;
        cursor = page.cursor;
      } while (cursor !== undefined);
    },

    change,
    async checkAll() {
      unreadable.forgetAll();
      for (const c of [...known.values()]) for await (const _ of db.each(c));
    },
    raw: (record) => readRaw(store, record),
    setAside: () => readSetAside(store),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onMissed(listener) {
      missed.add(listener);
      return () => void missed.delete(listener);
    },
  };
  followForeign({
    store,
    log,
    collection: (name) => known.get(name),
    get,
    tell,
    missed: async () => void await Promise.all([...missed].map((listener) => listener())),
  });

  /** The change is written whatever a listener thinks of it. */
  function tell(changes: readonly RecordChange[]): void {
    for (const listener of [...listeners]) {
      try {
        listener(changes);
      } catch (error) {
        log.error("store.listener_failed", { error });
      }
    }
  }

  return db;
}
