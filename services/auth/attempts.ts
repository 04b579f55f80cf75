/**
 * Slows down guessing: a few mistakes are free, then each further one doubles the wait. Kept in memory: who
 * guesses cannot restart the app, and who restarts it owns it.
 */
import type { Clock } from "../clock.ts";
import { Failure } from "../errors.ts";
import { networkOf } from "./network.ts";

interface Limit {
  readonly free: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

export const PER_ADDRESS: Limit = { free: 5, firstWaitMs: 5_000, longestWaitMs: 15 * 60_000 };
/** Against many addresses at once. The wait stays short, or strangers could lock the owner out. */
export const ALL_TOGETHER: Limit = { free: 30, firstWaitMs: 2_000, longestWaitMs: 30_000 };
/** After so much quiet an address begins anew. */
export const FORGET_AFTER_MS = 60 * 60_000;
const ADDRESSES_MAX = 10_000;
const EVERYBODY = "*";

export interface Attempts {
  /**
   * Called before a secret is looked at, so that guesses made at once count too.
   * @throws Failure `too_many` with `params.seconds`
   */
  begin(address: string): void;
  /** The secret was right: this address has its free mistakes again. */
  succeeded(address: string): void;
}

interface Tries {
  count: number;
  waitUntil: number;
  lastAt: number;
}

export function createAttempts(clock: Clock): Attempts {
  const tries = new Map<string, Tries>();

  function of(who: string): Tries {
    const found = tries.get(who);
    if (found && clock.now() - found.lastAt < FORGET_AFTER_MS) return found;
    return { count: 0, waitUntil: 0, lastAt: 0 };
  }

  function count(who: string, limit: Limit): void {
    const before = of(who);
    const over = before.count + 1 - limit.free;
    const wait = over < 0 ? 0 : Math.min(limit.firstWaitMs * 2 ** over, limit.longestWaitMs);
    const now = clock.now();
    tries.delete(who); // keeps the map in the order of the last attempt
    tries.set(who, { count: before.count + 1, waitUntil: now + wait, lastAt: now });
    if (tries.size > ADDRESSES_MAX) tries.delete(tries.keys().next().value!);
  }

  return {
    begin(address) {
      const who = networkOf(address);
      const wait = Math.max(of(who).waitUntil, of(EVERYBODY).waitUntil) - clock.now();
      if (wait > 0) {
        throw new Failure("too_many", "auth.too_many", { seconds: Math.ceil(wait / 1000) });
      }
      count(who, PER_ADDRESS);
      count(EVERYBODY, ALL_TOGETHER);
    },
    succeeded(address) {
      tries.delete(networkOf(address));
      const all = tries.get(EVERYBODY);
      if (all) Object.assign(all, { count: all.count - 1, waitUntil: clock.now() });
    },
  };
}
