/** The store's embedded adapter: Deno KV, one SQLite file. */
import { unavailable } from "../base/errors.ts";
import { fromKvKey, fromKvValue, toKvKey, toKvValue } from "./kv_encoding.ts";
import {
  ATOMIC_BYTES_MAX,
  ATOMIC_CHECKS_MAX,
  ATOMIC_KEY_BYTES_MAX,
  ATOMIC_MUTATIONS_MAX,
  type AtomicChange,
  type Entry,
  type Key,
  type Page,
  type Range,
  type Store,
  WATCH_KEYS_MAX,
} from "./port.ts";

/** What Deno KV reads in one call. */
const READ_KEYS_MAX = 10;
const BATCH_ENTRIES_MAX = 500;
const LIMIT_DEFAULT = 100;

/** @param path the file, made when it is missing; ":memory:" keeps nothing */
export async function openKvStore(path: string): Promise<Store> {
  const kv = await Deno.openKv(path);
  return {
    async get(key) {
      return toEntry(key, await kv.get<Uint8Array>(toKvKey(key)));
    },

    async getMany(keys) {
      const groups: Promise<(Entry | null)[]>[] = [];
      for (let at = 0; at < keys.length; at += READ_KEYS_MAX) {
        groups.push(readGroup(kv, keys.slice(at, at + READ_KEYS_MAX)));
      }
      return (await Promise.all(groups)).flat();
    },

    async list(range, { limit = LIMIT_DEFAULT, cursor, reverse = false } = {}) {
      const entries: Entry[] = [];
      const brokenKeys: string[] = [];
      // One more than asked says whether there is a next page.
      const found = kv.list<Uint8Array>(toSelector(range), {
        limit: limit + 1,
        batchSize: Math.min(limit + 1, BATCH_ENTRIES_MAX),
        reverse,
        ...(cursor === undefined ? {} : { cursor }),
      });
      let last = "";
      for await (const entry of found) {
        if (entries.length + brokenKeys.length === limit) return pageOf(entries, brokenKeys, last);
        const key = fromKvKey(entry.key);
        if (key) entries.push(toEntry(key, entry)!);
        else brokenKeys.push(inHex(entry.key));
        last = found.cursor;
      }
      return pageOf(entries, brokenKeys);
    },

    async atomic(change) {
      const operation = toOperation(kv, change);
      try {
        const result = await operation.commit();
        return result.ok ? result.versionstamp : null;
      } catch (cause) {
        throw asOurs(cause);
      }
    },

    async *watch(keys, signal) {
      if (keys.length > WATCH_KEYS_MAX) throw new RangeError(`watching ${keys.length} keys`);
      const reader = kv.watch<Uint8Array[]>(keys.map(toKvKey)).getReader();
      const stop = () => void reader.cancel();
      signal.addEventListener("abort", stop, { once: true });
      if (signal.aborted) stop();
      try {
        for (let next = await reader.read(); !next.done; next = await reader.read()) {
          yield next.value.map((entry, at) => toEntry(keys[at]!, entry));
        }
      } finally {
        signal.removeEventListener("abort", stop);
        await reader.cancel();
      }
    },

    // The data folder is locked: nobody else writes here.
    onForeignChange: () => () => {},

    close() {
      kv.close();
      return Promise.resolve();
    },
  };
}

async function readGroup(kv: Deno.Kv, keys: readonly Key[]): Promise<(Entry | null)[]> {
  const found = await kv.getMany<Uint8Array[]>(keys.map(toKvKey));
  return found.map((entry, at) => toEntry(keys[at]!, entry));
}

function pageOf(entries: Entry[], brokenKeys: string[], cursor?: string): Page<Entry> {
  return {
    entries,
    ...cursor !== undefined && { cursor },
    ...brokenKeys.length > 0 && { brokenKeys },
  };
}

/** Only for people: how Deno KV writes its keys is its own business. */
function inHex(key: Deno.KvKey): string {
  return key.map((part) =>
    part instanceof Uint8Array ? part.toHex() : new TextEncoder().encode(String(part)).toHex()
  ).join(" ");
}

function toEntry(key: Key, found: Deno.KvEntryMaybe<Uint8Array>): Entry | null {
  if (found.versionstamp === null) return null;
  return { key, value: fromKvValue(found.value), stamp: found.versionstamp };
}

function toSelector({ prefix, start, end }: Range): Deno.KvListSelector {
  for (const bound of [start, end]) {
    if (bound && !isLonger(bound, prefix)) {
      throw new RangeError(`the range leaves its prefix: ${JSON.stringify(bound)}`);
    }
  }
  if (start && end) return { start: toKvKey(start), end: toKvKey(end) };
  if (start) return { prefix: toKvKey(prefix), start: toKvKey(start) };
  if (end) return { prefix: toKvKey(prefix), end: toKvKey(end) };
  return { prefix: toKvKey(prefix) };
}

function isLonger(key: Key, prefix: Key): boolean {
  return key.length > prefix.length && prefix.every((part, at) => part === key[at]);
}

function toOperation(kv: Deno.Kv, change: AtomicChange): Deno.AtomicOperation {
  const { checks = [], sets = [], deletes = [] } = change;
  within("mutations", sets.length + deletes.length, ATOMIC_MUTATIONS_MAX);
  within("checks", checks.length, ATOMIC_CHECKS_MAX);
  const operation = kv.atomic();
  for (const { key, stamp } of checks) {
    operation.check({ key: toKvKey(key), versionstamp: stamp });
  }
  for (const key of deletes) operation.delete(toKvKey(key));
  for (const { key, value } of sets) operation.set(toKvKey(key), toKvValue(value));
  return operation;
}

function within(what: string, count: number, max: number): void {
  if (count > max) throw new RangeError(`${count} ${what} in one change: at most ${max}`);
}

/** Deno KV names its troubles in words only. */
function asOurs(cause: unknown): unknown {
  const text = cause instanceof Error ? cause.message : "";
  if (/mutation size too large/.test(text)) {
    return new RangeError(`a change of more than ${ATOMIC_BYTES_MAX} bytes`, { cause });
  }
  if (/key size too large/.test(text)) {
    return new RangeError(`keys of more than ${ATOMIC_KEY_BYTES_MAX} bytes`, { cause });
  }
  if (/disk is full|No space left/i.test(text)) return unavailable("common.disk_full", {}, cause);
  return cause;
}
