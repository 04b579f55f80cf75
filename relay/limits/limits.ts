/**
 * Who asks too often is told to wait. Decided here and now, in memory; what other machines have allowed is heard
 * in steps, after the answer, so that nobody waits for Redis and a quiet visitor costs no command.
 */
import { SECOND_MS } from "../shared/time.ts";
import { createAccounts } from "./accounts.ts";
import { type Account, take } from "./debt.ts";
import { type Asked, type Rule, RULES, type Rules, rulesFor, visitorKey } from "./rules.ts";
import type { SharedDebts } from "./shared_redis.ts";

export interface Refusal {
  readonly rule: string;
  readonly retryAfterSeconds: number;
}

export interface Limits {
  /** @returns `null` where it may pass */
  refuse(asked: Asked): Refusal | null;
  /** What was said to Redis is answered, or given up. */
  settled(): Promise<void>;
}

export interface LimitsOptions {
  /** Milliseconds that only grow. */
  readonly now: () => number;
  /** `null`: each machine for itself. */
  readonly shared: SharedDebts | null;
  /** @default RULES */
  readonly rules?: Rules;
  /** Whether anybody can send webhooks to this path. @default to none */
  readonly isUnsignedWebhook?: (path: string) => boolean;
  readonly log: (event: string, details: Record<string, unknown>) => void;
}

/** A few megabytes. */
const VISITORS_MAX = 20_000;
const EVERYBODY = "everybody";

export function createLimits(options: LimitsOptions): Limits {
  const { now, shared, rules = RULES, isUnsignedWebhook = () => false, log } = options;
  const accounts = createAccounts(VISITORS_MAX, now);
  const telling = new Set<Promise<void>>();
  /** A visitor who is refused a thousand times is one line in the log. */
  let refusedLast = "";

  async function tell(shared: SharedDebts, rule: Rule, visitor: string, account: Account) {
    const taken = account.untold;
    account.untold = 0;
    const owedMs = await shared.tell(rule, visitor, taken);
    // What was taken while Redis thought about it comes on top.
    if (owedMs === null) account.untold += taken;
    else account.paidOffAt = Math.max(account.paidOffAt, now() + owedMs);
  }

  function judge(rule: Rule, visitor: string): number {
    const account = accounts.of(`${rule.name} ${visitor}`);
    const waitMs = take(account, rule, now());
    if (waitMs === 0 && shared && account.untold >= rule.step) {
      const told = tell(shared, rule, visitor, account).finally(() => telling.delete(told));
      telling.add(told);
    }
    return waitMs;
  }

  return {
    refuse(asked) {
      const visitor = visitorKey(asked.client);
      for (const rule of rulesFor(asked, rules, isUnsignedWebhook)) {
        const waitMs = judge(rule, rule === rules.allLogins ? EVERYBODY : visitor);
        if (waitMs === 0) continue;
        if (refusedLast !== rule.name + visitor) {
          log("refused", { rule: rule.name, client: visitor });
        }
        refusedLast = rule.name + visitor;
        return { rule: rule.name, retryAfterSeconds: Math.ceil(waitMs / SECOND_MS) };
      }
      return null;
    },
    async settled() {
      await Promise.all(telling);
    },
  };
}
