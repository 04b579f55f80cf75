/**
 * How much of its allowance somebody has used, as one number: the moment when all of it is paid off again. Each
 * request adds its price, time pays; who would owe more than the burst is refused (GCRA).
 */

export interface Allowance {
  /** What one may do at once. */
  readonly burst: number;
  /** How long it takes until one may do one more. */
  readonly everyMs: number;
}

export interface RateState {
  /** By the caller's clock. */
  paidOffAt: number;
  /** StoreOutcome since the other machines were told. */
  unshared: number;
}

/** @returns 0 when it is taken, or how long to wait before it may be */
export function take(account: RateState, { burst, everyMs }: Allowance, now: number): number {
  const paidOffAt = Math.max(account.paidOffAt, now) + everyMs;
  const waitMs = paidOffAt - now - burst * everyMs;
  if (waitMs > 0) return waitMs;
  account.paidOffAt = paidOffAt;
  account.unshared++;
  return 0;
}

export interface RateStates {
  of(name: string): RateState;
  size(): number;
}

/** Looking through all of them for each newcomer would be what an attacker wants. */
const SWEEP_MS = 1_000;
const KEPT_SHARE = 0.95;

export function createRateStates(most: number, now: () => number): RateStates {
  /** The one that was looked at longest ago first. */
  const all = new Map<string, RateState>();

  let sweptAt = -Infinity;

  function makeRoom(): void {
    if (now() - sweptAt >= SWEEP_MS) {
      sweptAt = now();
      for (const [name, { paidOffAt }] of all) {
        if (paidOffAt <= sweptAt) all.delete(name);
      }
    }
    // Nobody has paid off: so many ask at once that some are let go of, together, since looking for one costs.
    for (const name of all.keys()) {
      if (all.size <= most * KEPT_SHARE) break;
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
      if (all.size >= most) makeRoom();
      const fresh = { paidOffAt: 0, unshared: 0 };
      all.set(name, fresh);
      return fresh;
    },
    size: () => all.size,
  };
}
