/**
 * Slows down guessing: a few mistakes are free, then each further one doubles the wait. Kept in memory: whoever guesses
 * cannot restart the app, and whoever restarts it owns it.
 *
 * What strangers do must not keep the owner out. So guesses are counted apart by what is guessed, by the way they come,
 * and for a device that has logged in before; the wait that many addresses cause together never holds for such a device.
 */
import type { Clock } from "../base/clock.ts";
import { Failure } from "../base/errors.ts";
import { HOUR_MS } from "../base/time.ts";
import { networkOf } from "./network.ts";

/** The credential that is tried. Failed passkeys do not count against the passphrase, since they cannot be guessed. */
export type Proof = "passphrase" | "passkey" | "setup_code";

/** How the request came: from the home network, through the relay, or through the owner's proxy. */
export type Way = "home" | "relay" | "proxy";

export interface Guesser {
  readonly address: string;
  readonly way: Way;
  /** A device or a session that has proved itself before, if this is one. */
  readonly known: string | null;
}

interface Limit {
  readonly free: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

/** For one address, or one known device. */
export const PER_GUESSER: Limit = { free: 5, firstWaitMs: 5_000, longestWaitMs: 15 * 60_000 };
/** For all unknown addresses of one way together: many of them could guess at once. */
export const ALL_TOGETHER: Limit = { free: 30, firstWaitMs: 2_000, longestWaitMs: 30_000 };
/** After so much quiet a guesser begins anew. */
export const FORGET_AFTER_MS = HOUR_MS;
const GUESSERS_MAX = 10_000;

export interface Attempts {
  /**
   * Called before a secret is looked at, so that guesses made at once count too.
   * @throws Failure `too_many` with `params.seconds`
   */
  begin(proof: Proof, guesser: Guesser): void;
  /** The secret was right: this guesser has its free mistakes again. */
  succeeded(proof: Proof, guesser: Guesser): void;
}

interface Tries {
  count: number;
  waitUntil: number;
  lastAt: number;
}

export function createAttempts(clock: Clock): Attempts {
  const tries = new Map<string, Tries>();

  function triesOf(name: string): Tries {
    const found = tries.get(name);
    if (found && clock.now() - found.lastAt < FORGET_AFTER_MS) return found;
    return { count: 0, waitUntil: 0, lastAt: 0 };
  }

  function count(name: string, limit: Limit): void {
    const before = triesOf(name);
    const over = before.count + 1 - limit.free;
    const wait = over < 0 ? 0 : Math.min(limit.firstWaitMs * 2 ** over, limit.longestWaitMs);
    const now = clock.now();
    tries.delete(name); // keeps the map in the order of the last attempt
    tries.set(name, { count: before.count + 1, waitUntil: now + wait, lastAt: now });
    if (tries.size > GUESSERS_MAX) tries.delete(tries.keys().next().value!);
  }

  return {
    begin(proof, guesser) {
      const { one, all } = countersOf(proof, guesser);
      const until = Math.max(triesOf(one).waitUntil, all === null ? 0 : triesOf(all).waitUntil);
      const wait = until - clock.now();
      if (wait > 0) {
        throw new Failure("too_many", "auth.too_many", { seconds: Math.ceil(wait / 1000) });
      }
      count(one, PER_GUESSER);
      if (all !== null) count(all, ALL_TOGETHER);
    },
    succeeded(proof, guesser) {
      const { one, all } = countersOf(proof, guesser);
      tries.delete(one);
      const together = all === null ? undefined : tries.get(all);
      if (together) {
        Object.assign(together, { count: together.count - 1, waitUntil: clock.now() });
      }
    },
  };
}

/** @throws Failure `too_many` before the proof, or what the proof throws */
export async function tryProof(
  attempts: Attempts,
  proof: Proof,
  guesser: Guesser,
  prove: () => Promise<void>,
): Promise<void> {
  attempts.begin(proof, guesser);
  await prove();
  attempts.succeeded(proof, guesser);
}

/** Counters of an attempt; `all` is null for one that does not count together with those of strangers. */
function countersOf(
  proof: Proof,
  { address, way, known }: Guesser,
): { one: string; all: string | null } {
  if (known !== null) return { one: `${proof} ${known}`, all: null };
  return {
    one: `${proof} ${way} ${networkOf(address)}`,
    all: proof === "passkey" ? null : `${proof} ${way}`,
  };
}
