/** Jobs on a database in memory, with a clock that the test controls. */
import { type HeldClock, heldClock } from "../base/clock.ts";
import { openTestDatabase, type TestDatabase } from "../store/testing.ts";
import { createJobs, type Jobs } from "./jobs.ts";
import type { Timer } from "../base/timer.ts";

interface HeldTimer extends Timer {
  /** Advances the clock and runs the timers that become due, in order. */
  advance(ms: number): void;
}

export function heldTimer(clock: HeldClock): HeldTimer {
  const waiting = new Set<{ at: number; run: () => void }>();
  const firstUntil = (end: number) =>
    [...waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  return {
    after(delayMs, run) {
      const entry = { at: clock.now() + delayMs, run };
      waiting.add(entry);
      return () => void waiting.delete(entry);
    },
    advance(ms) {
      const end = clock.now() + ms;
      for (let next = firstUntil(end); next; next = firstUntil(end)) {
        waiting.delete(next);
        clock.advance(Math.max(0, next.at - clock.now()));
        next.run();
      }
      clock.advance(end - clock.now());
    },
  };
}

export interface TestJobs extends TestDatabase {
  readonly jobs: Jobs;
  readonly timer: HeldTimer;
  /** Advances the clock; `await jobs.settled()` then waits for the jobs that it started. */
  advance(ms: number): void;
}

export interface TestJobsOptions {
  /** @default ":memory:" */
  readonly path?: string;
  readonly clock?: HeldClock;
  readonly takeOver?: boolean;
}

/** Closing waits this long for handlers that ignore their signal. */
const STOP_WITHIN_MS = 5_000;

/** Register handlers, then call `jobs.start()`. Use with `await using`, or close it. */
export async function openTestJobs(options: TestJobsOptions = {}): Promise<TestJobs> {
  const { takeOver = false, clock = heldClock(), ...rest } = options;
  const database = await openTestDatabase({ ...rest, clock });
  const { db, newId } = database;
  const timer = heldTimer(clock);
  const jobs = await createJobs({ db, clock, newId, timer, random: () => 0.5, takeOver });
  const close = async () => {
    await jobs.stop({ withinMs: STOP_WITHIN_MS });
    await database.close();
  };
  const advance = timer.advance;
  return { ...database, jobs, timer, advance, close, [Symbol.asyncDispose]: close };
}
