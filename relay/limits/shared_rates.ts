/** Shares usage between machines through Redis, in steps and within a budget of its own. */
import { createHmac } from "node:crypto";
import type { Redis } from "ioredis";
import { takeToken } from "./gcra.ts";
import type { RateRule } from "./rate_rules.ts";

export interface SharedRates {
  /**
   * Adds requests of this machine. @returns milliseconds until the whole burst is available again, counting all
   * machines; null where Redis is unavailable or the budget is used up
   */
  add(rule: RateRule, visitor: string, taken: number): Promise<number | null>;
}

export interface SharedRatesOptions {
  readonly redis: Redis;
  /** Hashes visitors' addresses before they are stored. */
  readonly key: string;
  /** Milliseconds that only grow. */
  readonly now: () => number;
  /** Whether the month's quota allows this. */
  readonly isAffordable: () => boolean;
}

/**
 * Uses Redis's clock, since machines' clocks differ. KEYS: the entry. ARGV: number of requests, milliseconds
 * per request.
 */
const TELL = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local paid = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now) + ARGV[1] * ARGV[2]
redis.call('SET', KEYS[1], string.format('%d', paid), 'PX', math.ceil(paid - now))
return math.floor(paid - now)`;

/** About 2,200 updates a day at most, each counted as four commands: 270,000 a month under a lasting attack. */
const UPDATE_LIMIT = { burst: 200, everyMs: 40_000 };
/** Pause after a failure of Redis. */
const PAUSE_MS = 10_000;
const NAME_BYTES = 12;

export function createSharedRates(
  { redis, key, now, isAffordable }: SharedRatesOptions,
): SharedRates {
  const updates = { availableAt: 0, unshared: 0 };
  let pausedUntil = -Infinity;
  return {
    async add(rule, visitor, taken) {
      if (now() < pausedUntil || !isAffordable() || takeToken(updates, UPDATE_LIMIT, now()) > 0) {
        return null;
      }
      try {
        const name = createHmac("sha256", key).update(`${rule.name} ${visitor}`).digest("hex");
        const at = `limit:${rule.name}:${name.slice(0, 2 * NAME_BYTES)}`;
        return Number(await redis.eval(TELL, 1, at, taken, rule.everyMs));
      } catch {
        pausedUntil = now() + PAUSE_MS;
        return null;
      }
    },
  };
}
