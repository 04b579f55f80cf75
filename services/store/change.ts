/** Gathers what belongs together and writes it all or not at all, with its index entries and outbox marks. */
import { conflict } from "../base/errors.ts";
import type { Collection, Row } from "./collection.ts";
import { indexEntries, outboxKey, partKey, recordKey } from "./layout.ts";
import {
  ATOMIC_BYTES_MAX,
  ATOMIC_CHECKS_MAX,
  ATOMIC_MUTATIONS_MAX,
  type AtomicChange,
  type Json,
  type Key,
} from "./port.ts";
import { encodeRecord } from "./record.ts";
import type { Sealer } from "./sealer.ts";

export interface RecordChange {
  readonly collection: string;
  readonly id: string;
  readonly kind: "put" | "removed";
  /** The record as it is now, for those who keep it in memory; `null` when it was removed. */
  readonly row: Row<unknown> | null;
}

export interface Change {
  /** Adds a new record; its id must not exist yet. */
  insert<T>(c: Collection<T>, value: T): void;
  /** Replaces what `row` was when it was read. */
  update<T>(c: Collection<T>, row: Row<T>, next: T): void;
  /** Adds a new record where `row` is `null`, and replaces what `row` was where it is not. */
  put<T>(c: Collection<T>, row: Row<T> | null, next: T): void;
  remove<T>(c: Collection<T>, row: Row<T>): void;
  /** Asks that `row` has not changed, without changing it. */
  check<T>(c: Collection<T>, row: Row<T>): void;
  /** A raw key, such as a counter. `expect` is the stamp that it must have, `null` for none yet. */
  set(key: Key, value: Json, expect?: string | null): void;
  /**
   * Writes everything; durable when it returns. Throws Failure `common.conflict` when a checked record
   * has changed meanwhile: nothing is written then. `Database.transact` commits and tries again by itself.
   */
  commit(): Promise<void>;
  /**
   * How full one commit is, counted in mutations: at ATOMIC_MUTATIONS_MAX it is full. A check weighs ten
   * mutations, because a commit takes a tenth as many, and a long record weighs its share of bytes.
   */
  readonly size: number;
}

/** What a change needs of its database. */
interface ChangeContext {
  readonly sealer: Sealer;
  now(): number;
  /** Makes sure that the collections' index entries are those of the present code. */
  prepare(collections: Iterable<Collection<unknown>>): Promise<void>;
  write(change: AtomicChange): Promise<string | null>;
  /**
   * Moves unreadable records out of the way of new ones with their names. @returns whether there were any
   * @throws Failure `common.newer_data` for one of a newer version, which must stay
   */
  setAside(inserted: readonly Inserted[]): Promise<boolean>;
  committed(changes: readonly RecordChange[]): void;
}

/** A new record by its name. */
export interface Inserted {
  readonly c: Collection<unknown>;
  readonly id: string;
}

type Check = NonNullable<AtomicChange["checks"]>[number];
type Setting = NonNullable<AtomicChange["sets"]>[number];

const CHECK_WEIGHT = ATOMIC_MUTATIONS_MAX / ATOMIC_CHECKS_MAX;

export function createChange(context: ChangeContext): Change {
  const checks: Check[] = [];
  const sets: Setting[] = [];
  const deletes: Key[] = [];
  const changes: ((stamp: string) => RecordChange)[] = [];
  const inserted: Inserted[] = [];
  const collections = new Set<Collection<unknown>>();
  const touched = new Set<string>();
  /** Encoding waits for the commit, because sealing takes a promise. */
  const encodings: (() => Promise<void>)[] = [];
  let bytes = 0;

  function touch<T>(c: Collection<T>, id: string, mark: { removed?: true }): void {
    const name = JSON.stringify([c.name, id]);
    if (touched.has(name)) throw new Error(`${name} is changed twice in one change`);
    touched.add(name);
    // A collection is read by its name and its functions only where its own T is at hand.
    collections.add(c as unknown as Collection<unknown>);
    sets.push({ key: outboxKey(c.name, id), value: { at: context.now(), ...mark } });
  }

  function write<T>(c: Collection<T>, value: T, before?: Row<T>): void {
    const id = c.id(value);
    touch(c, id, {});
    bytes += JSON.stringify(value).length;
    const entries = new Map(indexEntries(c, value).map((key) => [JSON.stringify(key), key]));
    for (const key of before ? indexEntries(c, before.value) : []) {
      if (!entries.delete(JSON.stringify(key))) deletes.push(key);
    }
    for (const key of entries.values()) sets.push({ key, value: 0 });
    encodings.push(async () => {
      const { value: stored, parts } = await encodeRecord(c, value, context.sealer);
      sets.push({ key: recordKey(c.name, id), value: stored });
      parts.forEach((part, at) => sets.push({ key: partKey(c.name, id, at), value: part }));
      deleteParts(c.name, id, parts.length, before?.parts);
      const long = parts.length > 0 ? { parts: parts.length } : {};
      changes.push((stamp) => {
        return { collection: c.name, id, kind: "put", row: { id, value, stamp, ...long } };
      });
    });
  }

  function deleteParts(collection: string, id: string, from: number, to = 0): void {
    for (let part = from; part < to; part++) deletes.push(partKey(collection, id, part));
  }

  function insert<T>(c: Collection<T>, given: T): void {
    const value = c.schema.parse(given);
    const id = c.id(value);
    checks.push({ key: recordKey(c.name, id), stamp: null });
    inserted.push({ c: c as unknown as Collection<unknown>, id });
    write(c, value);
  }

  function update<T>(c: Collection<T>, row: Row<T>, given: T): void {
    const next = c.schema.parse(given);
    if (c.id(next) !== row.id) throw new Error(`${c.name} ${row.id} cannot change its id`);
    checks.push({ key: recordKey(c.name, row.id), stamp: row.stamp });
    write(c, next, row);
  }

  return {
    insert,
    update,
    put(c, row, next) {
      if (row) update(c, row, next);
      else insert(c, next);
    },
    remove(c, row) {
      touch(c, row.id, { removed: true });
      changes.push(() => ({ collection: c.name, id: row.id, kind: "removed", row: null }));
      checks.push({ key: recordKey(c.name, row.id), stamp: row.stamp });
      deletes.push(recordKey(c.name, row.id), ...indexEntries(c, row.value));
      deleteParts(c.name, row.id, 0, row.parts);
    },
    check(c, row) {
      checks.push({ key: recordKey(c.name, row.id), stamp: row.stamp });
    },
    set(key, value, expect) {
      sets.push({ key, value });
      if (expect !== undefined) checks.push({ key, stamp: expect });
    },
    async commit() {
      await context.prepare(collections);
      await Promise.all(encodings.map((encode) => encode()));
      const store = () => context.write({ checks, sets, deletes });
      const stamp = await store() ?? (await context.setAside(inserted) ? await store() : null);
      if (stamp === null) throw conflict("common.conflict");
      context.committed(changes.map((change) => change(stamp)));
    },
    get size() {
      const mutations = sets.length + deletes.length + encodings.length;
      const share = bytes / ATOMIC_BYTES_MAX * ATOMIC_MUTATIONS_MAX;
      return Math.ceil(Math.max(mutations, checks.length * CHECK_WEIGHT, share));
    },
  };
}
