/**
 * Limits the size of the mailbox. A hosted database is small and holds replica and snapshots too, so the
 * mailbox refuses webhooks before the database is full.
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
   * Reserves room for a webhook, whose bytes count from then on. Where room is short, deletes the webhooks that
   * were delivered longest ago.
   * @returns whether it fits
   */
  reserve(bytes: number): Promise<boolean>;
  /** Current size of the mailbox in bytes. */
  measure(): Promise<number>;
}

/** Webhooks that other machines stored since the last measurement are not counted. */
const MEASURE_EVERY_MS = 60_000;
/** Estimate for row header, ids, times and three indexes. */
const ROW_BYTES = 400;
/** Above this share the mailbox counts as full; this much is deleted at once where possible. */
const FULL_SHARE = 0.9;
const FREED_SHARE = 0.1;

export function createCapacity({ sql, bytesMax, now }: CapacityOptions): Capacity {
  let known = 0;
  let measuredAt = -Infinity;
  let measuring: Promise<void> | null = null;

  /**
   * The table's size on disk is cheap to read but does not shrink when rows are deleted, since new rows reuse
   * their space. Only a mailbox that looks full is counted row by row.
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
   * Deletes delivered webhooks, oldest first, except unchecked ones of the last day: the daily quota counts
   * those.
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
