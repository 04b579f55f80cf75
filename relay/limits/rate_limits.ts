/**
 * Rate limits, decided in memory. Usage on other machines is exchanged in steps, after the response, so that no
 * visitor waits for Redis and a quiet visitor costs no command.
 */
import { createRateStates, type RateState, takeToken } from "./gcra.ts";
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

export interface RateRefusal {
  readonly rule: string;
  readonly retryAfterSeconds: number;
}

export interface RateLimits {
  /** @returns null where the request is allowed */
  refuse(asked: Asked): RateRefusal | null;
  /** Resolves when pending updates to Redis are answered or given up. */
  settled(): Promise<void>;
}

export interface RateLimitsOptions {
  /** Milliseconds that only grow. */
  readonly now: () => number;
  /** Null: each machine counts for itself. */
  readonly shared: SharedRates | null;
  /** @default RATE_RULES */
  readonly rules?: RateRules;
  /** Whether a path accepts unsigned webhooks. @default none does */
  readonly isUnsignedWebhook?: (path: string) => boolean;
  readonly log: (event: string, details: Record<string, unknown>) => void;
}

/** A few megabytes of memory. */
const VISITORS_MAX = 20_000;
const EVERYBODY = "everybody";

export function createRateLimits(options: RateLimitsOptions): RateLimits {
  const { now, shared, rules = RATE_RULES, isUnsignedWebhook = () => false, log } = options;
  const accounts = createRateStates(VISITORS_MAX, now);
  const telling = new Set<Promise<void>>();
  /** The last refusal, so that repeated ones are logged once. */
  let refusedLast = "";

  async function tell(shared: SharedRates, rule: RateRule, visitor: string, account: RateState) {
    const taken = account.unshared;
    account.unshared = 0;
    const owedMs = await shared.add(rule, visitor, taken);
    // Requests allowed meanwhile come on top.
    if (owedMs === null) account.unshared += taken;
    else account.availableAt = Math.max(account.availableAt, now() + owedMs);
  }

  function judge(rule: RateRule, visitor: string): number {
    const account = accounts.of(`${rule.name} ${visitor}`);
    const waitMs = takeToken(account, rule, now());
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
