/** The checks of the deep health report. */
import type { Redis } from "ioredis";
import type { Sql } from "postgres";
import { callHome, type HomeAccess } from "../calls/call_home.ts";
import type { UsageCounter } from "../quotas/usage_counter.ts";
import type { HealthCheck, HealthResult } from "./deep_health.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import type { Origin } from "../origin/origin.ts";
import { HOME_HEALTH_PATH, HomeHealthSchema } from "../protocol/health.ts";
import type { Replica } from "../replica/replica.ts";

export interface StorageChecksOptions {
  readonly sql: Sql;
  readonly redis: Redis | null;
  readonly mailbox: Pick<Mailbox, "list">;
  readonly replica: Pick<Replica, "cursor">;
  readonly usage: UsageCounter;
}

/** Older waiting changes mean that several batches failed. */
const REPLICA_WAITS_MS_MAX = 2 * 60 * 60_000;

/** Checks the connection to home, and home itself. */
export function originChecks(
  home: HomeAccess & { readonly origin: Origin },
): Readonly<Record<"tunnel" | "home", HealthCheck>> {
  return {
    tunnel: {
      run() {
        const state = home.origin.state();
        return {
          verdict: state.home === "here" || state.home === "unknown" ? "pass" : "warn",
          ...state,
        };
      },
    },
    home: { run: (signal) => checkHome(home, signal) },
  };
}

async function checkHome(home: HomeAccess, signal: AbortSignal): Promise<HealthResult> {
  const answer = await callHome(home, { method: "GET", path: HOME_HEALTH_PATH }, signal);
  if (!answer) return { verdict: "warn", why: "home is away" };
  const read = HomeHealthSchema.safeParse(answer.status === 200 ? JSON.parse(answer.text) : null);
  if (!read.success) return { verdict: "warn", why: `home said ${answer.status}` };
  const { copy } = read.data;
  const isLate = copy.failing || copy.waitingMs > REPLICA_WAITS_MS_MAX;
  return { verdict: isLate ? "warn" : "pass", ...read.data };
}

/** Checks databases, mailbox, replica and usage; usage is counted in memory and asks nobody. */
export function storageChecks(
  { sql, redis, mailbox, replica, usage }: StorageChecksOptions,
): Readonly<Record<string, HealthCheck>> {
  return {
    postgres: {
      metered: true,
      onNoAnswer: "fail",
      async run() {
        await sql`select 1`;
        return { verdict: "pass" };
      },
    },
    ...redis && {
      redis: {
        metered: true,
        async run() {
          await redis.ping();
          return { verdict: "pass" };
        },
      },
    },
    mailbox: {
      metered: true,
      async run() {
        const { waiting, parked } = await mailbox.list("waiting", null);
        return { verdict: parked > 0 ? "warn" : "pass", waiting, parked };
      },
    },
    replica: {
      metered: true,
      async run() {
        const { number, at } = await replica.cursor();
        return { verdict: "pass", batches: number, lastAt: at };
      },
    },
    usage: {
      run() {
        const state = usage.state();
        const isScarce = state.redis.level === "least" || state.postgres.level === "least";
        return { verdict: isScarce ? "warn" : "pass", ...state };
      },
    },
  };
}
