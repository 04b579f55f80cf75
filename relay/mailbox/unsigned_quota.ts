/**
 * What may be taken in a day from sources that were opened without a secret: anybody can send there, and each 202 is
 * a promise to keep what was sent.
 */
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
  /** Runs `keep` where the day still has room for so many bytes. @returns its outcome, or when to try again */
  spend<T>(bytes: number, keep: () => Promise<T>): Promise<T | QuotaExceeded>;
  usage(): Promise<UnsignedUsage>;
}

export class QuotaExceeded {
  constructor(readonly retryAfterSeconds: number) {}
}

/** Their bodies are held in memory while one after the other is counted and kept. */
const WAITING_MAX = 20;
const BUSY_SECONDS = 10;

interface Counted extends UnsignedUsage {
  /** Null where there is none. */
  readonly oldestAt: number | null;
}

export function createUnsignedQuota({ sql, now }: UnsignedQuotaOptions): UnsignedQuota {
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  /** Until then nothing is asked of the database, which would have to wake up to say no. */
  let spentUntil = -Infinity;

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

  async function spendNow<T>(bytes: number, keep: () => Promise<T>): Promise<T | QuotaExceeded> {
    if (now() < spentUntil) return spent(spentUntil);
    const counted = await count();
    if (counted.count < UNSIGNED_PER_DAY && counted.bytes + bytes <= UNSIGNED_BYTES_PER_DAY) {
      return await keep();
    }
    const freeAt = (counted.oldestAt ?? now()) + DAY_MS;
    if (counted.count >= UNSIGNED_PER_DAY) spentUntil = freeAt;
    return spent(freeAt);
  }

  const spent = (until: number) =>
    new QuotaExceeded(Math.max(1, Math.ceil((until - now()) / SECOND_MS)));

  return {
    async spend(bytes, keep) {
      if (waiting >= WAITING_MAX) return new QuotaExceeded(BUSY_SECONDS);
      waiting++;
      // One after the other: two that were counted at the same time could both take the last place.
      const mine = turn.then(() => spendNow(bytes, keep)).finally(() => waiting--);
      turn = mine.catch(() => {});
      return await mine;
    },
    async usage() {
      const { count: taken, bytes } = await count();
      return { count: taken, bytes };
    },
  };
}
