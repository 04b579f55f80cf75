/** What all machines together have allowed somebody, in Redis; said in steps, and within a budget of its own. */
import { createHmac } from "node:crypto";
import type { Redis } from "ioredis";
import { take } from "./gcra.ts";
import type { RateRule } from "./rate_rules.ts";

export interface SharedRates {
  /**
   * Tells of what was taken here. @returns how long until all of it is paid off, by all machines' takings; `null`
   * where Redis is not to be had, or has been asked enough.
   */
  tell(rule: RateRule, visitor: string, taken: number): Promise<number | null>;
}

export interface SharedRatesOptions {
  readonly redis: Redis;
  /** Addresses do not stand in Redis as they are. */
  readonly key: string;
  /** Milliseconds that only grow. */
  readonly now: () => number;
  /** Whether the month's budget still has room for this. */
  readonly isAffordable: () => boolean;
}

/** Redis's clock decides, since machines' clocks differ. KEYS: the debt. ARGV: taken, price in ms. */
const TELL = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local paid = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now) + ARGV[1] * ARGV[2]
redis.call('SET', KEYS[1], string.format('%d', paid), 'PX', math.ceil(paid - now))
return math.floor(paid - now)`;

/** About 2,200 tellings a day at most, each four commands at its dearest: 270,000 a month under a lasting attack. */
const TELLINGS = { burst: 200, everyMs: 40_000 };
/** A Redis that does not answer is let alone for a while. */
const REST_MS = 10_000;
const NAME_BYTES = 12;

export function createSharedRates(
  { redis, key, now, isAffordable }: SharedRatesOptions,
): SharedRates {
  const tellings = { paidOffAt: 0, unshared: 0 };
  let restsUntil = -Infinity;
  return {
    async tell(rule, visitor, taken) {
      if (now() < restsUntil || !isAffordable() || take(tellings, TELLINGS, now()) > 0) return null;
      try {
        const name = createHmac("sha256", key).update(`${rule.name} ${visitor}`).digest("hex");
        const at = `limit:${rule.name}:${name.slice(0, 2 * NAME_BYTES)}`;
        return Number(await redis.eval(TELL, 1, at, taken, rule.everyMs));
      } catch {
        restsUntil = now() + REST_MS;
        return null;
      }
    },
  };
}
