/**
 * Who asks too often is told to wait. Decided here and now, in memory; what other machines have allowed is heard
 * in steps, after the answer, so that nobody waits for Redis and a quiet visitor costs no command.
 */
import { createRateStates, type RateState, take } from "./gcra.ts";
import {
  type Asked,
  RATE_RULES,
  rateLimitKey,
  type RateRule,
  type RateRules,
  rulesFor,
} from "./rate_rules.ts";
import type { SharedRates } from "./shared_rates.ts";
import { SECOND_MS } from "../shared/time.ts";

export interface Refusal {
  readonly rule: string;
  readonly retryAfterSeconds: number;
}

export interface RateLimits {
  /** @returns `null` where it may pass */
  refuse(asked: Asked): Refusal | null;
  /** What was said to Redis is answered, or given up. */
  settled(): Promise<void>;
}

export interface RateLimitsOptions {
  /** Milliseconds that only grow. */
  readonly now: () => number;
  /** `null`: each machine for itself. */
  readonly shared: SharedRates | null;
  /** @default RATE_RULES */
  readonly rules?: RateRules;
  /** Whether anybody can send webhooks to this path. @default to none */
  readonly isUnsignedWebhook?: (path: string) => boolean;
  readonly log: (event: string, details: Record<string, unknown>) => void;
}

/** A few megabytes. */
const VISITORS_MAX = 20_000;
const EVERYBODY = "everybody";

export function createRateLimits(options: RateLimitsOptions): RateLimits {
  const { now, shared, rules = RATE_RULES, isUnsignedWebhook = () => false, log } = options;
  const accounts = createRateStates(VISITORS_MAX, now);
  const telling = new Set<Promise<void>>();
  /** A visitor who is refused a thousand times is one line in the log. */
  let refusedLast = "";

  async function tell(shared: SharedRates, rule: RateRule, visitor: string, account: RateState) {
    const taken = account.unshared;
    account.unshared = 0;
    const owedMs = await shared.tell(rule, visitor, taken);
    // What was taken while Redis thought about it comes on top.
    if (owedMs === null) account.unshared += taken;
    else account.paidOffAt = Math.max(account.paidOffAt, now() + owedMs);
  }

  function judge(rule: RateRule, visitor: string): number {
    const account = accounts.of(`${rule.name} ${visitor}`);
    const waitMs = take(account, rule, now());
    if (waitMs === 0 && shared && account.unshared >= rule.step) {
      const told = tell(shared, rule, visitor, account).finally(() => telling.delete(told));
      telling.add(told);
    }
    return waitMs;
  }

  return {
    refuse(asked) {
      const visitor = rateLimitKey(asked.client);
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
