/**
 * Monthly quotas of free hosting plans, and what the relay saves on near their end. The figures have a date:
 * docs/budgets.md gives their source.
 */
import { HOUR_MS, MINUTE_MS } from "../shared/time.ts";

export interface MonthlyQuotas {
  readonly redisCommands: number;
  readonly cuHours: number;
}

export const FREE_TIERS: MonthlyQuotas = { redisCommands: 500_000, cuHours: 100 };

/** The smallest compute size; it is billed while it is awake. */
export const COMPUTE_UNITS = 0.25;
/** A database suspends so long after its last statement. */
export const SLEEPS_AFTER_MS = 5 * 60_000;

/** `sparing` from 70 % of a month's quota, `least` from 90 %. */
export type Level = "normal" | "sparing" | "least";
export const SPARING_FROM = 0.7;
export const LEAST_FROM = 0.9;

export function levelOf(share: number): Level {
  if (share >= LEAST_FROM) return "least";
  return share >= SPARING_FROM ? "sparing" : "normal";
}

export interface Advice {
  /** How long home's changes may wait, and how many bytes of them. */
  readonly replicateEveryMs: number;
  readonly replicateEveryBytes: number;
  /** Whether machines share rate limits. */
  readonly sharedLimits: boolean;
  /** Whether snapshots are cached in Redis; Postgres has them in any case. */
  readonly snapshotsInRedis: boolean;
}

const KIB = 1024;
const REPLICATION: Record<Level, Pick<Advice, "replicateEveryMs" | "replicateEveryBytes">> = {
  normal: { replicateEveryMs: 15 * MINUTE_MS, replicateEveryBytes: 64 * KIB },
  sparing: { replicateEveryMs: 30 * MINUTE_MS, replicateEveryBytes: 1024 * KIB },
  least: { replicateEveryMs: 3 * HOUR_MS, replicateEveryBytes: 8 * 1024 * KIB },
};

/** Saves on the least important first; webhooks and the tunnel registry always work. */
export function adviceFor(redis: Level, postgres: Level): Advice {
  return {
    ...REPLICATION[postgres],
    sharedLimits: redis === "normal",
    snapshotsInRedis: redis !== "least",
  };
}
