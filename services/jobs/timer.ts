/** Waking up later, which a test can hold still. */
export interface Timer {
  /** Calls `run` once after `delayMs`, or a little sooner; returns how to call it off. */
  after(delayMs: number, run: () => void): () => void;
}

/** Longer delays overflow and fire at once; who wakes too early looks at the clock and waits again. */
const DELAY_MS_MAX = 24 * 60 * 60 * 1_000;

export const systemTimer: Timer = {
  after(delayMs, run) {
    const timer = setTimeout(run, Math.min(delayMs, DELAY_MS_MAX));
    return () => clearTimeout(timer);
  },
};
