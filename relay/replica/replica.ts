/** The replica of home's records in Postgres. Works through a transaction-mode pooler. */
import type { Sql, TransactionSql } from "postgres";
import { inTransaction } from "../shared/postgres_client.ts";
import {
  entryText,
  PAGE_BYTES,
  PAGE_ENTRIES_MAX,
  type ReplicaBatch,
  type ReplicaCursor,
  type ReplicaPage,
  signedEntryText,
} from "../protocol/replica.ts";

/** "next": the cursor says where home goes on. "other_home": the replica belongs to another home. */
export type Applied =
  | { readonly applied: true; readonly cursor: ReplicaCursor }
  | {
    readonly applied: false;
    readonly why: "next" | "other_home";
    readonly cursor: ReplicaCursor;
  };

export interface Replica {
  cursor(): Promise<ReplicaCursor>;
  /**
   * Applies a batch in one transaction. A number that was used before is refused, also for the last batch:
   * after a lost answer the new batch may hold newer records, and needs the next number.
   */
  apply(batch: ReplicaBatch): Promise<Applied>;
  /** @param signed whether versions and signatures are hashed too */
  hashes(ranges: readonly (readonly [string, string])[], signed?: boolean): Promise<string[]>;
  page(after: string | null): Promise<ReplicaPage>;
}

export function createReplica(sql: Sql): Replica {
  return {
    cursor: () => cursorOf(sql),
    apply: (batch) =>
      inTransaction<Applied>(sql, async (tx) => {
        // Concurrent batches wait here; an advisory lock of the transaction works through a pooler.
        await tx`select pg_advisory_xact_lock(hashtext('replica'))`;
        const cursor = await cursorOf(tx);
        if (cursor.home !== null && cursor.home !== batch.home) {
          return { applied: false, why: "other_home", cursor };
        }
        if (batch.number !== cursor.number + 1) return { applied: false, why: "next", cursor };
        return { applied: true, cursor: await write(tx, batch) };
      }),
    async hashes(ranges, signed = false) {
      const hashes: string[] = [];
      for (const range of ranges) hashes.push(await hashOf(sql, range, signed));
      return hashes;
    },
    async page(after) {
      const rows = await sql<PageRow[]>`
        with page as (
          select key, value, version, signature, sum(octet_length(value::text)) over (order by key) as bytes from (
            select key, value, version, signature from store
            where ${after}::text is null or key > decode(${after}, 'hex')
            order by key limit ${PAGE_ENTRIES_MAX}
          ) as first
        )
        select encode(key, 'hex') as key, value, version::text, signature from page
        where bytes - octet_length(value::text) < ${PAGE_BYTES} order by page.key`;
      const last = rows.at(-1)?.key;
      // One more request is cheaper than counting the rest.
      return {
        entries: rows.map(({ key, value }) => [key, value]),
        signatures: rows.map(({ version, signature }) => [numberOrNull(version), signature]),
        ...last && { after: last },
      };
    },
  };
}

interface PageRow {
  readonly key: string;
  readonly value: ReplicaPage["entries"][number][1];
  readonly version: string | null;
  readonly signature: string | null;
}

const numberOrNull = (text: string | null): number | null => text === null ? null : Number(text);

async function cursorOf(sql: Sql | TransactionSql): Promise<ReplicaCursor> {
  const [row] = await sql<{ home: string; number: string; at: Date; manifest: string | null }[]>`
    select home, number::text, at, manifest from replica_cursor`;
  if (!row) return { home: null, number: 0, at: null, manifest: null };
  const { home, number, at, manifest } = row;
  return { home, number: Number(number), at: at.getTime(), manifest };
}

async function write(tx: TransactionSql, batch: ReplicaBatch): Promise<ReplicaCursor> {
  const { home, number, clears, puts, signatures, manifest = null } = batch;
  if (clears.length > 0) {
    await tx`
      delete from store using unnest(
        ${clears.map(([from]) => from)}::text[], ${clears.map(([, to]) => to)}::text[]
      ) as cleared (first, past)
      where key >= decode(first, 'hex') and key < decode(past, 'hex')`;
  }
  if (puts.length > 0) {
    await tx`
      insert into store (key, value, stamp, version, signature)
      select decode(given.key, 'hex'), given.value::json, next.stamp, ${number}, given.signature
      from (select nextval('store_stamp') as stamp) as next, unnest(
        ${puts.map(([key]) => key)}::text[],
        ${puts.map(([, value]) => JSON.stringify(value))}::text[],
        ${puts.map((_, at) => signatures?.[at] ?? null)}::text[]
      ) as given (key, value, signature)
      on conflict (key) do update set value = excluded.value, stamp = excluded.stamp,
        version = excluded.version, signature = excluded.signature`;
  }
  const [row] = await tx<{ at: Date }[]>`
    insert into replica_cursor (home, number, at, manifest)
    values (${home}, ${number}, now(), ${manifest})
    on conflict (one) do update
      set number = excluded.number, at = excluded.at, manifest = excluded.manifest
    returning at`;
  return { home, number, at: row!.at.getTime(), manifest };
}

const HASH_PAGE = 1_000;

async function hashOf(
  sql: Sql,
  [first, past]: readonly [string, string],
  signed: boolean,
): Promise<string> {
  const rows = sql<(Omit<PageRow, "value"> & { value: string })[]>`
    select encode(key, 'hex') as key, value::text as value, version::text, signature from store
    where key >= decode(${first}, 'hex') and key < decode(${past}, 'hex') order by key`;
  let text = "";
  for await (const page of rows.cursor(HASH_PAGE)) {
    for (const { key, value, version, signature } of page) {
      text += signed
        ? signedEntryText(key, value, numberOrNull(version), signature)
        : entryText(key, value);
    }
  }
  if (text === "") return "";
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(bytes).toHex();
}
