/** Stores the look-up policy and limits requests: one at a time, seconds apart, counted before each is sent. */
import type { Clock } from "../base/clock.ts";
import type { Timer } from "../base/timer.ts";
import { type Database, defineCollection } from "../store/mod.ts";
import {
  checkPolicy,
  clearPause,
  countRequest,
  msUntilNextRequest,
  type PauseReason,
  type Policy,
  PolicySchema,
  startPause,
  type Versions,
} from "./policy.ts";
import { notAllowed, pauseStarted } from "./failures.ts";

const ID = "lookups";
const policies = defineCollection<Policy>({
  name: "lookup_policy",
  schema: PolicySchema,
  version: 1,
  id: () => ID,
});

export interface RequestLimiter {
  policy(): Promise<Policy>;
  update(change: (policy: Policy) => Policy): Promise<Policy>;
  /** @throws Failure with the reason why no request may be sent now */
  assertAllowed(): Promise<void>;
  /** Waits until a request may be sent and counts it. Throws as `assertAllowed` does, or the signal's reason. */
  waitForTurn(signal: AbortSignal): Promise<void>;
  /** Ends any pause and resets the count of refusals. */
  recordSuccess(): Promise<void>;
  /**
   * Starts a pause and throws the Failure that says so.
   * @param askedMs the pause that the marketplace asked for; doubled with each refusal when absent
   */
  pause(reason: PauseReason, askedMs?: number): Promise<never>;
}

interface RequestLimiterNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly timer: Timer;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly versions: Versions;
}

export function createRequestLimiter(
  { db, clock, timer, random, versions }: RequestLimiterNeeds,
): RequestLimiter {
  const policy = async () => (await db.get(policies, ID))?.value ?? PolicySchema.parse({});

  function update(change: (policy: Policy) => Policy): Promise<Policy> {
    return db.edit(policies, ID, (stored) => change(stored ?? PolicySchema.parse({})));
  }

  function assertAllowedBy(policy: Policy): void {
    const now = clock.now();
    const decision = checkPolicy(policy, now, versions);
    if (!decision.allowed) throw notAllowed(decision, now);
  }

  return {
    policy,
    update,
    async assertAllowed() {
      assertAllowedBy(await policy());
    },
    async waitForTurn(signal) {
      const before = await policy();
      assertAllowedBy(before);
      await wait(timer, msUntilNextRequest(before, clock.now(), random()), signal);
      await update((policy) => {
        assertAllowedBy(policy);
        return countRequest(policy, clock.now());
      });
    },
    async recordSuccess() {
      const { pause, refusals } = await policy();
      if (pause || refusals > 0) await update(clearPause);
    },
    async pause(reason, askedMs) {
      const now = clock.now();
      const { pause } = await update((policy) =>
        startPause(policy, reason, { now, endpoints: versions.endpoints, askedMs })
      );
      throw pauseStarted(reason, pause!.until - now);
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
