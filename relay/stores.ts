/** Postgres and Redis, and the counting of what they cost. */
import type { Redis } from "ioredis";
import type { Sql } from "postgres";
import { createUsageKeeper, type UsageKeeper } from "./budget/keeper.ts";
import { createUsage, type Usage } from "./budget/usage.ts";
import type { RelayConfig } from "./config.ts";
import { connectPostgres } from "./postgres.ts";
import type { Time } from "./protocol_pulse.ts";
import { closeRedis, connectRedis } from "./redis.ts";
import type { Moved } from "./traffic.ts";

export interface Stores {
  readonly sql: Sql;
  readonly redis: Redis | null;
  readonly usage: Usage;
  /** @param moved what went through since it was asked last */
  countBytes(moved: () => Moved): void;
  close(): Promise<void>;
}

export interface StoresNeeds {
  readonly log: (event: string, details: Record<string, unknown>) => void;
  readonly time: Time;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const CLOSE_SECONDS_MAX = 0.5;

/** @returns null where no database is set: then nothing is kept */
export function openStores(config: RelayConfig, { log, time, now }: StoresNeeds): Stores | null {
  const { databaseUrl, databaseAuthority, redisUrl, redisAuthority } = config;
  if (!databaseUrl) return null;
  let moved: () => Moved = () => ({ in: 0, out: 0 });
  const counted = createUsage({ now });
  const usage: Usage = {
    ...counted,
    state: () => (counted.bytes(moved()), counted.state()),
    take: () => (counted.bytes(moved()), counted.take()),
  };
  const sql = connectPostgres({
    url: databaseUrl,
    ...databaseAuthority && { authority: databaseAuthority },
    stated() {
      usage.statement();
      keeper.stated();
    },
  });
  const keeper: UsageKeeper = createUsageKeeper({ sql, usage, time, now, log });
  const redis = redisUrl
    ? connectRedis({
      url: redisUrl,
      ...redisAuthority && { authority: redisAuthority },
      log,
      counted: usage.redis,
    })
    : null;
  return {
    sql,
    redis,
    usage,
    countBytes: (from) => void (moved = from),
    async close() {
      await keeper.close();
      await Promise.all([sql.end({ timeout: CLOSE_SECONDS_MAX }), redis && closeRedis(redis)]);
    },
  };
}
