/** The policy as it is kept, and leave to ask: one request at a time, seconds apart, written down before it is sent. */
import type { Clock } from "../base/clock.ts";
import type { Timer } from "../base/timer.ts";
import { type Database, defineCollection, retrying } from "../store/mod.ts";
import {
  countRequest,
  forgive,
  gate,
  pauseFor,
  type PauseReason,
  type Policy,
  PolicySchema,
  type Versions,
  waitMs,
} from "./policy.ts";
import { closedGate, pausing } from "./refusals.ts";

const ID = "lookups";
const policies = defineCollection<Policy>({
  name: "lookup_policy",
  schema: PolicySchema,
  version: 1,
  id: () => ID,
});

export interface Permits {
  policy(): Promise<Policy>;
  alter(next: (policy: Policy) => Policy): Promise<Policy>;
  /** @throws Failure with the reason why nothing may be asked now */
  check(): Promise<void>;
  /** Waits until a request may be sent and counts it. Throws as `check` does, or the signal's reason. */
  request(signal: AbortSignal): Promise<void>;
  answered(): Promise<void>;
  /** Begins a pause and throws it: there is nothing more to be done now. */
  pause(why: PauseReason, asked?: number): Promise<never>;
}

export interface PermitNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly timer: Timer;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly versions: Versions;
}

export function createPermits({ db, clock, timer, random, versions }: PermitNeeds): Permits {
  const policy = async () => (await db.get(policies, ID))?.value ?? PolicySchema.parse({});

  function alter(next: (policy: Policy) => Policy): Promise<Policy> {
    return retrying(async () => {
      const row = await db.get(policies, ID);
      const after = next(row?.value ?? PolicySchema.parse({}));
      const change = db.change();
      if (row) change.update(policies, row, after);
      else change.insert(policies, after);
      await change.commit();
      return after;
    });
  }

  function mustBeOpen(policy: Policy): void {
    const now = clock.now();
    const found = gate(policy, now, versions);
    if (!found.open) throw closedGate(found, now);
  }

  return {
    policy,
    alter,
    async check() {
      mustBeOpen(await policy());
    },
    async request(signal) {
      const before = await policy();
      mustBeOpen(before);
      await wait(timer, waitMs(before, clock.now(), random()), signal);
      await alter((policy) => {
        mustBeOpen(policy);
        return countRequest(policy, clock.now());
      });
    },
    async answered() {
      const { pause, refusals } = await policy();
      if (pause || refusals > 0) await alter(forgive);
    },
    async pause(why, asked) {
      const now = clock.now();
      const { pause } = await alter((policy) =>
        pauseFor(policy, why, { now, routes: versions.routes, asked })
      );
      throw pausing(why, pause!.until - now);
    },
  };
}

function wait(timer: Timer, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = timer.after(ms, () => {
      signal.removeEventListener("abort", stop);
      resolve();
    });
    signal.addEventListener("abort", stop, { once: true });
  });
}
