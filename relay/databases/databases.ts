/** Opens Postgres and Redis, and counts their metered usage. */
import type { Redis } from "ioredis";
import type { Sql } from "postgres";
import { createUsageStore, type UsageStore } from "../quotas/usage_store.ts";
import { createUsageCounter, type UsageCounter } from "../quotas/usage_counter.ts";
import type { RelayConfig } from "../config.ts";
import { connectPostgres } from "./postgres.ts";
import type { TimeSource } from "../shared/time.ts";
import { closeRedis, connectRedis } from "./redis.ts";
import type { TrafficBytes } from "../traffic_counter.ts";

export interface Databases {
  readonly sql: Sql;
  readonly redis: Redis | null;
  readonly usage: UsageCounter;
  /** @param takeTraffic gives the bytes since its last call */
  countTraffic(takeTraffic: () => TrafficBytes): void;
  close(): Promise<void>;
}

export interface DatabasesOptions {
  readonly log: (event: string, details: Record<string, unknown>) => void;
  readonly time: TimeSource;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const CLOSE_SECONDS_MAX = 0.5;

/** @returns null where no database is configured */
export function openDatabases(
  config: RelayConfig,
  { log, time, now }: DatabasesOptions,
): Databases | null {
  const { databaseUrl, databaseAuthority, redisUrl, redisAuthority } = config;
  if (!databaseUrl) return null;
  let moved: () => TrafficBytes = () => ({ in: 0, out: 0 });
  const counted = createUsageCounter({ now });
  const usage: UsageCounter = {
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
  const keeper: UsageStore = createUsageStore({ sql, usage, time, now, log });
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
    countTraffic: (from) => void (moved = from),
    async close() {
      await keeper.close();
      await Promise.all([sql.end({ timeout: CLOSE_SECONDS_MAX }), redis && closeRedis(redis)]);
    },
  };
}
