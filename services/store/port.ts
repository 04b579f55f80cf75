/**
 * The port of the store: ordered keys, JSON values, atomic changes. Two adapters keep it (Deno KV,
 * PostgreSQL) and one contract test holds both. Nothing above this file knows which is in use.
 */

/**
 * Parts sort as numbers before strings, numbers by value and strings by code point; a key sorts before
 * those that it begins. At most KEY_BYTES_MAX together.
 */
export type KeyPart = string | number;
export type Key = readonly KeyPart[];

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A value as it was read, with the stamp that a later change can check. */
export interface Entry {
  readonly key: Key;
  readonly value: Json;
  /** Changes with every write of this key; opaque, and ordered within one store. */
  readonly stamp: string;
}

/**
 * All keys that begin with `prefix` and are longer, from `start` (included) to `end` (excluded) where they
 * are given; both begin with `prefix` too.
 */
export interface Range {
  readonly prefix: Key;
  readonly start?: Key;
  readonly end?: Key;
}

export interface ListOptions {
  /** How many at the most. @default 100 */
  readonly limit?: number;
  /** Where the page before ended: the `cursor` that it gave. */
  readonly cursor?: string;
  readonly reverse?: boolean;
}

export interface Page<T> {
  readonly entries: T[];
  /** Absent on the last page. */
  readonly cursor?: string;
  /** In hex: keys of the range that no program of ours has written, and that were passed over. Absent: none. */
  readonly brokenKeys?: readonly string[];
}

export interface AtomicChange {
  /** The change happens only if each of these keys still has this stamp (`null`: does not exist). */
  readonly checks?: readonly { readonly key: Key; readonly stamp: string | null }[];
  readonly sets?: readonly { readonly key: Key; readonly value: Json }[];
  readonly deletes?: readonly Key[];
}

export interface Store {
  get(key: Key): Promise<Entry | null>;
  /** In the order of `keys`, `null` where there is nothing. Any number of keys. */
  getMany(keys: readonly Key[]): Promise<(Entry | null)[]>;
  list(range: Range, options?: ListOptions): Promise<Page<Entry>>;
  /**
   * Everything or nothing, durable when it returns; a key both deleted and set is set. Returns the new stamp,
   * or `null` when a check failed. Throws RangeError past one of the limits below, and Failure
   * `common.disk_full` when there is no room.
   */
  atomic(change: AtomicChange): Promise<string | null>;
  /**
   * Yields the present entries at once and again after each change of one of them, until aborted.
   * Changes that follow quickly may be told together. At most WATCH_KEYS_MAX keys.
   */
  watch(keys: readonly Key[], signal: AbortSignal): AsyncIterable<(Entry | null)[]>;
  /**
   * Tells what other processes wrote to the same store: its keys, or `null` when some may have been missed.
   * A store that only one process can open never does. Returns how to stop it.
   */
  onForeignChange(listener: (keys: readonly Key[] | null) => void): () => void;
  close(): Promise<void>;
}

/** The narrowest of the two adapters decides (Deno KV). */
export const KEY_BYTES_MAX = 2_048;
export const VALUE_BYTES_MAX = 65_536;
export const ATOMIC_MUTATIONS_MAX = 1_000;
export const ATOMIC_CHECKS_MAX = 100;
/** Keys and values of one change together. */
export const ATOMIC_BYTES_MAX = 819_200;
export const ATOMIC_KEY_BYTES_MAX = 81_920;
export const WATCH_KEYS_MAX = 10;
