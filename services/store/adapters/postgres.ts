/**
 * The store's second adapter: one table in PostgreSQL, for those who outgrow one machine. Several processes
 * may share it. It is the layout of the relay's replica too, so that an app can be started on a replica.
 */
import postgres, { type Sql, type TransactionSql } from "postgres";
import { inTransaction, POSTGRES_TYPES } from "../../../relay/shared/postgres_client.ts";
import { unavailable } from "../../base/errors.ts";
import { bytesBelow, keyToBytes, readKey } from "../key_bytes.ts";
import {
  ATOMIC_BYTES_MAX,
  ATOMIC_CHECKS_MAX,
  ATOMIC_MUTATIONS_MAX,
  type AtomicChange,
  type Entry,
  type Json,
  type Key,
  type Page,
  type Range,
  type Store,
  VALUE_BYTES_MAX,
  WATCH_KEYS_MAX,
} from "../port.ts";
import { createFeed, noticesOf } from "./postgres_feed.ts";
import { makeTable } from "./postgres_schema.ts";

const LIMIT_DEFAULT = 100;
const CONNECTIONS_MAX = 8;
const CONNECT_SECONDS_MAX = 10;
const RETRY_SECONDS = 0.5;
/** Who still waits for an answer by then waits in vain. */
const END_SECONDS_MAX = 2;
/** Any number that nothing else in the database locks with, and how many locks stand for all keys. */
const LOCKS = 7_463_003;
const LOCK_SLOTS = 128;
const STAMP_DIGITS = 20;
const FULL = ["53100", "53200"];
/** Connection refused or ended, no room for one more, shutting down or starting. */
const AWAY = /^(08|28|53300|57P)/;

const utf8 = new TextEncoder();

/** @param url postgres://user:password@host/database; the direct host, since a pooler cannot LISTEN */
export async function openPostgresStore(url: string): Promise<Store> {
  const sql = postgres(url, {
    max: CONNECTIONS_MAX,
    connect_timeout: CONNECT_SECONDS_MAX,
    backoff: () => RETRY_SECONDS,
    onnotice: () => {},
    ...POSTGRES_TYPES,
  });
  try {
    await makeTable(sql);
    const feed = await createFeed(sql);
    return createStore(sql, feed);
  } catch (cause) {
    await sql.end({ timeout: 0 });
    throw asOurs(cause);
  }
}

type Feed = Awaited<ReturnType<typeof createFeed>>;

function createStore(sql: Sql, feed: Feed): Store {
  const getMany = async (keys: readonly Key[]): Promise<(Entry | null)[]> => {
    const wanted = keys.map(toHex);
    const rows = await spoken(sql<Row[]>`
      select encode(key, 'hex') as key, value, stamp::text from store
      where key in (select decode(wanted, 'hex') from unnest(${wanted}::text[]) as wanted)`);
    const found = new Map(rows.map((row) => [row.key, row]));
    return keys.map((key, at) => toEntry(found.get(wanted[at]!), key));
  };
  return {
    get: async (key) => (await getMany([key]))[0] ?? null,
    getMany,
    list: (range, options = {}) => list(sql, range, options),

    async atomic(change) {
      const limited = withinLimits(change);
      return await spoken(apply(sql, limited, feed.name));
    },

    async *watch(keys, signal) {
      if (keys.length > WATCH_KEYS_MAX) throw new RangeError(`watching ${keys.length} keys`);
      for await (const _ of feed.touching(keys.map(toHex), signal)) yield await getMany(keys);
    },

    onForeignChange: feed.onForeignChange,

    async close() {
      await feed.close();
      await sql.end({ timeout: END_SECONDS_MAX });
    },
  };
}

interface Row {
  readonly key: string;
  readonly value: Json;
  readonly stamp: string;
}

async function list(
  sql: Sql,
  range: Range,
  { limit = LIMIT_DEFAULT, cursor, reverse = false }: Parameters<Store["list"]>[1] & object,
): Promise<Page<Entry>> {
  const { first, end } = boundsOf(range);
  const after = cursor ?? null;
  const past = reverse ? sql`key < decode(${after}, 'hex')` : sql`key > decode(${after}, 'hex')`;
  // One more than asked says whether there is a next page.
  const rows = await spoken(sql<Row[]>`
    select encode(key, 'hex') as key, value, stamp::text from store
    where key >= decode(${first}, 'hex') and key < decode(${end}, 'hex')
      and (${after}::text is null or ${past})
    order by key ${reverse ? sql`desc` : sql`asc`} limit ${limit + 1}`);
  const shown = rows.slice(0, limit);
  const entries: Entry[] = [];
  const brokenKeys: string[] = [];
  for (const row of shown) {
    const key = readKey(row.key);
    if (key) entries.push(toEntry(row, key)!);
    else brokenKeys.push(row.key);
  }
  return {
    entries,
    ...rows.length > limit && { cursor: shown.at(-1)?.key ?? "" },
    ...brokenKeys.length > 0 && { brokenKeys },
  };
}

interface Limited {
  readonly checks: readonly { readonly key: string; readonly stamp: string | null }[];
  readonly deletes: readonly string[];
  readonly sets: readonly { readonly key: string; readonly value: string }[];
}

/**
 * Changes that touch the same keys take turns, so that what is checked is what is changed. (Serializable
 * transactions would do it too, but under load they fail each other by the pages that their keys share.)
 */
async function apply(sql: Sql, change: Limited, author: string): Promise<string | null> {
  const { checks, deletes, sets } = change;
  const touched = [...checks, ...sets].map(({ key }) => key).concat(deletes);
  const notices = noticesOf(author, [...deletes, ...sets.map(({ key }) => key)]);
  const work = (tx: TransactionSql) =>
    Promise.all([
      // In one order, so that no two wait for each other; a statement of its own, so that the next one sees
      // what those before have done.
      tx`
      select pg_advisory_xact_lock(${LOCKS}, slot) from (
        select distinct hashtext(touched) & ${LOCK_SLOTS - 1} as slot
        from unnest(${touched}::text[]) as touched order by slot
      ) as slots`,
      tx<{ stamp: string }[]>`
      with checked as (
        select count(*) = 0 as held
        from unnest(
          ${checks.map(({ key }) => key)}::text[],
          ${checks.map(({ stamp }) => stamp)}::bigint[]
        ) as wanted (key, stamp)
        left join store on store.key = decode(wanted.key, 'hex')
        where store.stamp is distinct from wanted.stamp
      ), next as (
        select nextval('store_stamp') as stamp from checked where held
      ), gone as (
        delete from store using next
        where key in (select decode(gone, 'hex') from unnest(${[...deletes]}::text[]) as gone)
      ), kept as (
        insert into store (key, value, stamp)
        select decode(given.key, 'hex'), given.value::json, next.stamp
        from next, unnest(
          ${sets.map(({ key }) => key)}::text[], ${sets.map(({ value }) => value)}::text[]
        ) as given (key, value)
        on conflict (key) do update set value = excluded.value, stamp = excluded.stamp
      ), told as (
        select count(pg_notify('store', notice)) from next, unnest(${notices}::text[]) as notice
      )
      select next.stamp::text from next, told`,
    ]);
  const [, done] = await inTransaction(sql, work);
  const stamp = done?.[0]?.stamp;
  return stamp === undefined ? null : stamp.padStart(STAMP_DIGITS, "0");
}

/** Deno KV's limits hold here too: what is written must fit whichever store it moves to. */
function withinLimits({ checks = [], sets = [], deletes = [] }: AtomicChange): Limited {
  within("mutations", sets.length + deletes.length, ATOMIC_MUTATIONS_MAX);
  within("checks", checks.length, ATOMIC_CHECKS_MAX);
  // Of two writes of a key the later one counts, and a key both deleted and set is set.
  const kept = new Map(sets.map(({ key, value }) => [toHex(key), toText(value)]));
  const gone = new Set(deletes.map(toHex)).difference(kept);
  const bytes = kept.entries().reduce(
    (sum, [key, value]) => sum + key.length / 2 + value.length,
    0,
  );
  within("bytes", bytes, ATOMIC_BYTES_MAX);
  return {
    checks: checks.map(({ key, stamp }) => ({ key: toHex(key), stamp })),
    deletes: [...gone],
    sets: kept.entries().map(([key, value]) => ({ key, value })).toArray(),
  };
}

function within(what: string, count: number, max: number): void {
  if (count > max) throw new RangeError(`${count} ${what} in one change: at most ${max}`);
}

function boundsOf({ prefix, start, end }: Range): { first: string; end: string } {
  for (const bound of [start, end]) {
    const inside = !bound ||
      bound.length > prefix.length && prefix.every((part, at) => part === bound[at]);
    if (!inside) throw new RangeError(`the range leaves its prefix: ${JSON.stringify(bound)}`);
  }
  const all = bytesBelow(prefix);
  return {
    first: start ? toHex(start) : all.first.toHex(),
    end: end ? toHex(end) : all.end.toHex(),
  };
}

const toHex = (key: Key): string => keyToBytes(key).toHex();

function toText(value: Json): string {
  const text = JSON.stringify(value);
  const { length } = utf8.encode(text);
  if (length > VALUE_BYTES_MAX) {
    throw new RangeError(`a value of ${length} bytes: at most ${VALUE_BYTES_MAX}`);
  }
  return text;
}

function toEntry(row: Row | undefined, key: Key): Entry | null {
  if (!row) return null;
  return {
    key,
    value: row.value,
    stamp: row.stamp.padStart(STAMP_DIGITS, "0"),
  };
}

/** The answer, or a trouble in the seller's words. */
async function spoken<T>(query: PromiseLike<T>): Promise<T> {
  try {
    return await query;
  } catch (cause) {
    throw asOurs(cause);
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}

function asOurs(cause: unknown): unknown {
  const code = codeOf(cause);
  if (FULL.includes(code)) return unavailable("common.disk_full", {}, cause);
  // A code that the server did not give is the network's.
  const away = cause instanceof postgres.PostgresError ? AWAY.test(code) : code !== "";
  return away ? unavailable("common.database_away", {}, cause) : cause;
}
