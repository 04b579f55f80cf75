/** Durations, and time as a port that tests can hold still. */
export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Monotonic time and timers. */
export interface TimeSource {
  /** Milliseconds that only grow. */
  now(): number;
  /** Calls `run` once. @returns how to cancel it */
  after(delayMs: number, run: () => void): () => void;
}

export const systemTime: TimeSource = {
  now: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
