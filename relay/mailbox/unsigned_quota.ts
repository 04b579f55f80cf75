/** Daily quota of webhooks from sources without a secret: anybody can send those, and each accepted one is stored. */
import type { Sql } from "postgres";
import { DAY_MS, SECOND_MS } from "../shared/time.ts";

/** Of all such sources together, in the last 24 hours. */
export const UNSIGNED_PER_DAY = 200;
export const UNSIGNED_BYTES_PER_DAY = 10_000_000;

export interface UnsignedUsage {
  readonly count: number;
  readonly bytes: number;
}

export interface UnsignedQuotaOptions {
  readonly sql: Sql;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface UnsignedQuota {
  /** Runs `store` within the quota. @returns its result, or QuotaExceeded */
  storeWithin<T>(bytes: number, store: () => Promise<T>): Promise<T | QuotaExceeded>;
  usage(): Promise<UnsignedUsage>;
}

export class QuotaExceeded {
  constructor(readonly retryAfterSeconds: number) {}
}

/** Limit of webhooks that wait in memory, since they are counted and stored one after the other. */
const WAITING_MAX = 20;
const BUSY_SECONDS = 10;

interface Counted extends UnsignedUsage {
  /** Null where there is none. */
  readonly oldestAt: number | null;
}

export function createUnsignedQuota({ sql, now }: UnsignedQuotaOptions): UnsignedQuota {
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  /** Until then webhooks are refused without waking the database. */
  let exceededUntil = -Infinity;

  async function count(): Promise<Counted> {
    const [row] = await sql<{ count: number; bytes: string; oldest: Date | null }[]>`
      select count(*)::int as count, coalesce(sum(octet_length(body)), 0)::text as bytes,
        min(received_at) as oldest
      from mail where not checked and received_at > ${
      new Date(now() - DAY_MS).toISOString()
    }::timestamptz`;
    const { count, bytes, oldest } = row!;
    return { count, bytes: Number(bytes), oldestAt: oldest?.getTime() ?? null };
  }

  async function storeNow<T>(bytes: number, store: () => Promise<T>): Promise<T | QuotaExceeded> {
    if (now() < exceededUntil) return exceeded(exceededUntil);
    const counted = await count();
    if (counted.count < UNSIGNED_PER_DAY && counted.bytes + bytes <= UNSIGNED_BYTES_PER_DAY) {
      return await store();
    }
    const freeAt = (counted.oldestAt ?? now()) + DAY_MS;
    if (counted.count >= UNSIGNED_PER_DAY) exceededUntil = freeAt;
    return exceeded(freeAt);
  }

  const exceeded = (until: number) =>
    new QuotaExceeded(Math.max(1, Math.ceil((until - now()) / SECOND_MS)));

  return {
    async storeWithin(bytes, store) {
      if (waiting >= WAITING_MAX) return new QuotaExceeded(BUSY_SECONDS);
      waiting++;
      // One after the other: two counted at once could both take the last place.
      const mine = turn.then(() => storeNow(bytes, store)).finally(() => waiting--);
      turn = mine.catch(() => {});
      return await mine;
    },
    async usage() {
      const { count: taken, bytes } = await count();
      return { count: taken, bytes };
    },
  };
}
