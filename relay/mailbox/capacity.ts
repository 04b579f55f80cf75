/**
 * How much the mailbox may weigh in all. A hosted database has little room, which webhooks share with the replica
 * and the snapshots: the mailbox refuses more before it is full.
 */
import type { Sql } from "postgres";

export interface CapacityOptions {
  readonly sql: Sql;
  readonly bytesMax: number;
  /** Milliseconds that only grow. */
  readonly now: () => number;
}

export interface Capacity {
  readonly bytesMax: number;
  /**
   * Whether a webhook of so many bytes still fits; if it does, its bytes count from now on. Deletes the webhooks
   * that home took longest ago where there is no room otherwise.
   */
  reserve(bytes: number): Promise<boolean>;
  /** What the mailbox weighs now. */
  measure(): Promise<number>;
}

/** What other machines took since is not counted in between. */
const MEASURE_EVERY_MS = 60_000;
/** Row header, identifiers, times and three indexes. */
const ROW_BYTES = 400;
/** From here on the mailbox is called full, and so much is deleted at once where it may be. */
const FULL_SHARE = 0.9;
const FREED_SHARE = 0.1;

export function createCapacity({ sql, bytesMax, now }: CapacityOptions): Capacity {
  let known = 0;
  let measuredAt = -Infinity;
  let measuring: Promise<void> | null = null;

  /**
   * The size on the disk is cheap to ask, but does not shrink when rows are deleted: new rows go where those were.
   * Only a mailbox that looks full is counted row by row.
   */
  async function measure(): Promise<number> {
    const [table] = await sql<{ bytes: string }[]>`
      select pg_total_relation_size('mail')::text as bytes`;
    const onDisk = Number(table!.bytes);
    return onDisk <= bytesMax * FULL_SHARE ? onDisk : await countRows();
  }

  async function countRows(): Promise<number> {
    const [rows] = await sql<{ bytes: string }[]>`
      select coalesce(sum(octet_length(body) + octet_length(headers::text) + ${ROW_BYTES}), 0)::text
        as bytes
      from mail`;
    return Number(rows!.bytes);
  }

  async function refresh(): Promise<void> {
    known = await measure();
    measuredAt = now();
    if (known > bytesMax * FULL_SHARE && await makeRoom() > 0) known = await countRows();
  }

  /**
   * Home has these for good. Unchecked ones of today stay: the daily budget of unchecked webhooks counts them.
   * @returns how many were deleted
   */
  async function makeRoom(): Promise<number> {
    const { count } = await sql`
      delete from mail where id in (
        select id from (
          select id, octet_length(body) as size, sum(octet_length(body) + ${ROW_BYTES})
            over (order by delivered_at, id) as bytes
          from mail
          where delivered_at is not null and (checked or received_at < now() - interval '1 day')
        ) as delivered
        where bytes - size - ${ROW_BYTES} < ${Math.ceil(bytesMax * FREED_SHARE)}
      )`;
    return count;
  }

  return {
    bytesMax,
    measure,
    async reserve(bytes) {
      if (now() - measuredAt >= MEASURE_EVERY_MS) {
        measuring ??= refresh().finally(() => measuring = null);
        await measuring;
      }
      const weight = bytes + ROW_BYTES;
      if (known + weight > bytesMax) return false;
      known += weight;
      return true;
    },
  };
}
