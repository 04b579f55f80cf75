/** The snapshots in Postgres. Works through a transaction-mode pooler. */
import type { Sql, TransactionSql } from "postgres";
import { inTransaction } from "../shared/postgres_client.ts";
import type {
  SnapshotKey,
  SnapshotList,
  SnapshotUpload,
  SnapshotWithdrawal,
} from "../protocol/snapshots.ts";

export interface Snapshot {
  readonly type: string;
  /** SHA-256 of the body, in hex. */
  readonly etag: string;
  readonly body: Uint8Array;
  /** When home last confirmed it; milliseconds since 1970. */
  readonly asOf: number;
}

/** A newer generation exists. */
export interface Outdated {
  readonly outdated: number;
}

export interface SnapshotStore {
  /** Deletes what is not listed. @returns the positions of missing bodies */
  declare(manifest: SnapshotList): Promise<{ lacks: number[]; revision: number } | Outdated>;
  /** Stores bodies while there is room, evicting those of a lower rank. */
  put(
    bodies: SnapshotUpload,
  ): Promise<{ kept: number; full: boolean; revision: number } | Outdated>;
  /** Deletes whatever the generation: deleting is always safe. */
  withdraw(withdrawal: SnapshotWithdrawal): Promise<{ generation: number; revision: number }>;
  read(key: SnapshotKey): Promise<{ snapshot: Snapshot | null; revision: number }>;
  revision(): Promise<number>;
  /** Number and total bytes. */
  size(): Promise<{ entries: number; bytes: number }>;
}

export interface SnapshotStoreOptions {
  readonly now: () => number;
  /** Limit of all bodies together. */
  readonly bytesMax: number;
}

/** Above this share only bodies of a higher rank than the last stored one are requested. */
const FULL_SHARE = 0.95;

export function createSnapshotStore(
  sql: Sql,
  { now, bytesMax }: SnapshotStoreOptions,
): SnapshotStore {
  async function findMissing(tx: TransactionSql, { entries }: SnapshotList): Promise<number[]> {
    const rows = await tx<{ path: string; lang: string; etag: string }[]>`
      select path, lang, etag from snapshot`;
    const there = new Set(rows.map(({ path, lang, etag }) => `${path} ${lang} ${etag}`));
    const { bytes, last } = await totalBytes(tx);
    const end = bytes >= bytesMax * FULL_SHARE ? last : Infinity;
    return entries.flatMap(({ path, lang, hash }, rank) =>
      there.has(`${path} ${lang} ${hash}`) || rank > end ? [] : [rank]
    );
  }

  /** Evicts snapshots of a lower rank. @returns the total bytes with the new one, or null without room */
  async function makeRoom(
    tx: TransactionSql,
    { path, lang, rank }: SnapshotKey & { rank: number },
    { size, before }: { size: number; before: number },
  ): Promise<number | null> {
    const [own] = await tx<{ bytes: number }[]>`
      select bytes from snapshot where path = ${path} and lang = ${lang}`;
    let after = before - (own?.bytes ?? 0) + size;
    while (after > bytesMax) {
      const [gone] = await tx<{ bytes: number }[]>`
        delete from snapshot using (
          select path, lang from snapshot where rank > ${rank} order by rank desc limit 1
        ) as last
        where snapshot.path = last.path and snapshot.lang = last.lang
        returning snapshot.bytes`;
      if (!gone) return null;
      after -= gone.bytes;
    }
    return after;
  }

  return {
    declare: (manifest) =>
      inTransaction(sql, async (tx) => {
        const { generation } = await lockState(tx);
        if (manifest.generation <= generation) return { outdated: generation };
        const revision = await advance(tx, manifest.generation);
        await deleteUnlisted(tx, manifest, new Date(now()));
        return { lacks: await findMissing(tx, manifest), revision };
      }),

    put: ({ generation, bodies }) =>
      inTransaction(sql, async (tx) => {
        const state = await lockState(tx);
        if (state.generation !== generation) return { outdated: state.generation };
        let { bytes: weighs } = await totalBytes(tx);
        let kept = 0;
        for (const { body, ...rest } of bodies) {
          const bytes = Uint8Array.fromBase64(body);
          const after = await makeRoom(tx, rest, { size: bytes.length, before: weighs });
          if (after === null) break;
          weighs = after;
          await write(tx, { ...rest, bytes, at: new Date(now()) });
          kept++;
        }
        const revision = await advance(tx, generation);
        return { kept, full: kept < bodies.length, revision };
      }),

    withdraw: ({ generation: given, keys }) =>
      inTransaction(sql, async (tx) => {
        const state = await lockState(tx);
        const generation = Math.max(given, state.generation + 1);
        await tx`
          delete from snapshot using unnest(
            ${keys.map(({ path }) => path)}::text[], ${keys.map(({ lang }) => lang)}::text[]
          ) as gone (path, lang)
          where snapshot.path = gone.path and snapshot.lang = gone.lang`;
        return { generation, revision: await advance(tx, generation) };
      }),

    async read({ path, lang }) {
      // One statement reads both at the same moment.
      const [row] = await sql<ReadRow[]>`
        select state.revision::text as revision, type, etag, body, as_of
        from snapshot_state as state
        left join snapshot on path = ${path} and lang = ${lang}`;
      const revision = Number(row!.revision);
      if (row!.body === null) return { snapshot: null, revision };
      const { type, etag, body, as_of } = row!;
      return { snapshot: { type, etag, body, asOf: as_of.getTime() }, revision };
    },

    async revision() {
      const [row] = await sql<{ revision: string }[]>`
        select revision::text as revision from snapshot_state`;
      return Number(row!.revision);
    },

    async size() {
      const [row] = await sql<{ entries: number; bytes: string }[]>`
        select count(*)::int as entries, coalesce(sum(bytes), 0)::text as bytes from snapshot`;
      return { entries: row!.entries, bytes: Number(row!.bytes) };
    },
  };
}

type ReadRow =
  & { readonly revision: string }
  & (
    | { type: string; etag: string; body: Uint8Array; as_of: Date }
    | { type: null; etag: null; body: null; as_of: null }
  );

/** Writers run one after the other. */
async function lockState(tx: TransactionSql): Promise<{ generation: number }> {
  const [row] = await tx<{ generation: string }[]>`
    select generation::text as generation from snapshot_state for update`;
  return { generation: Number(row!.generation) };
}

async function advance(tx: TransactionSql, generation: number): Promise<number> {
  const [row] = await tx<{ revision: string }[]>`
    update snapshot_state set generation = ${generation}, revision = revision + 1
    returning revision::text as revision`;
  return Number(row!.revision);
}

async function deleteUnlisted(
  tx: TransactionSql,
  { entries }: SnapshotList,
  now: Date,
): Promise<void> {
  const list = {
    paths: entries.map(({ path }) => path),
    langs: entries.map(({ lang }) => lang),
    hashes: entries.map(({ hash }) => hash),
  };
  const { count: gone } = await tx`
    delete from snapshot where not exists (
      select from unnest(${list.paths}::text[], ${list.langs}::text[]) as kept (path, lang)
      where kept.path = snapshot.path and kept.lang = snapshot.lang
    )`;
  // Changed pages may still link to deleted ones.
  if (gone > 0) {
    await tx`
      delete from snapshot using unnest(
        ${list.paths}::text[], ${list.langs}::text[], ${list.hashes}::text[]
      ) as kept (path, lang, hash)
      where kept.path = snapshot.path and kept.lang = snapshot.lang and kept.hash <> etag`;
  }
  await tx`
    update snapshot set rank = kept.place - 1,
      as_of = case when etag = kept.hash then ${now} else as_of end
    from unnest(
      ${list.paths}::text[], ${list.langs}::text[], ${list.hashes}::text[]
    ) with ordinality as kept (path, lang, hash, place)
    where kept.path = snapshot.path and kept.lang = snapshot.lang`;
}

interface NewSnapshot extends SnapshotKey {
  readonly rank: number;
  readonly hash: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly at: Date;
}

async function write(tx: TransactionSql, snapshot: NewSnapshot): Promise<void> {
  const { path, lang, rank, hash, type, bytes, at } = snapshot;
  await tx`
    insert into snapshot (path, lang, etag, type, body, bytes, rank, at, as_of)
    values (${path}, ${lang}, ${hash}, ${type}, ${bytes}, ${bytes.length}, ${rank}, ${at}, ${at})
    on conflict (path, lang) do update set etag = excluded.etag, type = excluded.type,
      body = excluded.body, bytes = excluded.bytes, rank = excluded.rank,
      at = excluded.at, as_of = excluded.as_of`;
}

async function totalBytes(tx: TransactionSql): Promise<{ bytes: number; last: number }> {
  const [row] = await tx<{ bytes: string; last: number | null }[]>`
    select coalesce(sum(bytes), 0)::text as bytes, max(rank) as last from snapshot`;
  return { bytes: Number(row!.bytes), last: row!.last ?? 0 };
}
