/** What the page of health looks at, and what it makes of it. */
import type { Redis } from "ioredis";
import type { Sql } from "postgres";
import { type AskHome, askHome } from "./ask_home.ts";
import type { Usage } from "./budget/usage.ts";
import type { Finding, Part } from "./health_deep.ts";
import type { Mailbox } from "./mailbox/mailbox.ts";
import type { Origin } from "./origin.ts";
import { HOME_HEALTH_PATH, HomeHealthSchema } from "./protocol_health.ts";
import type { Replica } from "./replica/replica.ts";
import { HOUR_MS } from "./shared/time.ts";

export interface StoredParts {
  readonly sql: Sql;
  readonly redis: Redis | null;
  readonly mailbox: Pick<Mailbox, "list">;
  readonly replica: Pick<Replica, "cursor">;
  readonly usage: Usage;
}

/** Two batches that did not come. */
const COPY_WAITS_MS_MAX = 2 * HOUR_MS;

/** The way home, and home itself. */
export function wayParts(
  home: AskHome & { readonly origin: Origin },
): Readonly<Record<"tunnel" | "home", Part>> {
  return {
    tunnel: {
      look() {
        const state = home.origin.state();
        return {
          verdict: state.home === "here" || state.home === "unknown" ? "pass" : "warn",
          ...state,
        };
      },
    },
    home: { look: (signal) => homeFinding(home, signal) },
  };
}

async function homeFinding(home: AskHome, signal: AbortSignal): Promise<Finding> {
  const answer = await askHome(home, { method: "GET", path: HOME_HEALTH_PATH }, signal);
  if (!answer) return { verdict: "warn", why: "home is away" };
  const read = HomeHealthSchema.safeParse(answer.status === 200 ? JSON.parse(answer.said) : null);
  if (!read.success) return { verdict: "warn", why: `home said ${answer.status}` };
  const { copy } = read.data;
  const isLate = copy.failing || copy.waitingMs > COPY_WAITS_MS_MAX;
  return { verdict: isLate ? "warn" : "pass", ...read.data };
}

/** What is kept, and what that takes. Counting what was used asks nobody. */
export function storedParts(
  { sql, redis, mailbox, replica, usage }: StoredParts,
): Readonly<Record<string, Part>> {
  return {
    postgres: {
      metered: true,
      silence: "fail",
      async look() {
        await sql`select 1`;
        return { verdict: "pass" };
      },
    },
    ...redis && {
      redis: {
        metered: true,
        async look() {
          await redis.ping();
          return { verdict: "pass" };
        },
      },
    },
    mailbox: {
      metered: true,
      async look() {
        const { waiting, parked } = await mailbox.list("waiting", null);
        return { verdict: parked > 0 ? "warn" : "pass", waiting, parked };
      },
    },
    replica: {
      metered: true,
      async look() {
        const { number, at } = await replica.cursor();
        return { verdict: "pass", batches: number, lastAt: at };
      },
    },
    usage: {
      look() {
        const state = usage.state();
        const isScarce = state.redis.level === "least" || state.postgres.level === "least";
        return { verdict: isScarce ? "warn" : "pass", ...state };
      },
    },
  };
}
