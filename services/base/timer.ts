/** Waiting: timers that a test can hold still, time limits, and giving way to other work. */
import { DAY_MS } from "./time.ts";

export interface Timer {
  /** Calls `run` once after `delayMs`, or a little sooner; returns how to cancel that. */
  after(delayMs: number, run: () => void): () => void;
}

/** Longer delays overflow and fire at once. A caller that is woken too early looks at the clock and waits again. */
const DELAY_MS_MAX = DAY_MS;

export const systemTimer: Timer = {
  after(delayMs, run) {
    const timer = setTimeout(run, Math.min(delayMs, DELAY_MS_MAX));
    return () => clearTimeout(timer);
  },
};

/**
 * Waits for `work`, but not longer than `ms`. The work itself goes on; its later result or failure is ignored.
 * @returns undefined when the time is over first
 */
export async function waitAtMost<T>(
  ms: number,
  work: Promise<T>,
  timer = systemTimer,
): Promise<T | undefined> {
  const timeOver = Promise.withResolvers<undefined>();
  const cancel = timer.after(ms, () => timeOver.resolve(undefined));
  try {
    return await Promise.race([work, timeOver.promise]);
  } finally {
    cancel();
  }
}

/** Between two pieces of long work: lets requests and timers that are due run first. */
export const yieldToOthers = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
