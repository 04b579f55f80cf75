/**
 * Rate limit by GCRA: one number per visitor, the time at which the whole burst is available again. Each
 * request moves it into the future; a request that would exceed the burst is refused.
 */

export interface Allowance {
  /** Requests allowed at once. */
  readonly burst: number;
  /** Time until one more request is allowed. */
  readonly everyMs: number;
}

export interface RateState {
  /** By the caller's clock. */
  availableAt: number;
  /** StoreOutcome since the other machines were told. */
  unshared: number;
}

/** @returns 0 when the request is allowed, else the milliseconds to wait */
export function takeToken(account: RateState, { burst, everyMs }: Allowance, now: number): number {
  const availableAt = Math.max(account.availableAt, now) + everyMs;
  const waitMs = availableAt - now - burst * everyMs;
  if (waitMs > 0) return waitMs;
  account.availableAt = availableAt;
  account.unshared++;
  return 0;
}

export interface RateStates {
  of(name: string): RateState;
  size(): number;
}

/** At most one sweep in this time: an attacker with many addresses must not cause one per request. */
const SWEEP_MS = 1_000;
const KEPT_SHARE = 0.95;

export function createRateStates(max: number, now: () => number): RateStates {
  /** Least recently used first. */
  const all = new Map<string, RateState>();

  let sweptAt = -Infinity;

  function makeRoom(): void {
    if (now() - sweptAt >= SWEEP_MS) {
      sweptAt = now();
      for (const [name, { availableAt }] of all) {
        if (availableAt <= sweptAt) all.delete(name);
      }
    }
    // All are active: evicts some at once, since each eviction costs.
    for (const name of all.keys()) {
      if (all.size <= max * KEPT_SHARE) break;
      all.delete(name);
    }
  }

  return {
    of(name) {
      const known = all.get(name);
      if (known) {
        all.delete(name);
        all.set(name, known);
        return known;
      }
      if (all.size >= max) makeRoom();
      const fresh = { availableAt: 0, unshared: 0 };
      all.set(name, fresh);
      return fresh;
    },
    size: () => all.size,
  };
}
