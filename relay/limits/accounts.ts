/** Who owes something, in a bounded memory: those who have paid off are forgotten first. */
import type { Account } from "./debt.ts";

export interface Accounts {
  of(name: string): Account;
  size(): number;
}

/** Looking through all of them for each newcomer would be what an attacker wants. */
const SWEEP_MS = 1_000;
const KEPT_SHARE = 0.95;

export function createAccounts(most: number, now: () => number): Accounts {
  /** The one that was looked at longest ago first. */
  const all = new Map<string, Account>();

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
      const fresh = { paidOffAt: 0, untold: 0 };
      all.set(name, fresh);
      return fresh;
    },
    size: () => all.size,
  };
}
