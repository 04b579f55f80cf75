/** When a database that sleeps by itself was awake: from a statement until five minutes after the last one. */
import { MINUTE_MS } from "../shared/time.ts";
import { SLEEPS_AFTER_MS } from "./budgets.ts";

export interface Awake {
  /**
   * A statement was sent. @returns the minutes since 1970 at whose beginning it is awake because of it, each once:
   * on the long run as many as it was awake.
   */
  stated(at: number): number[];
  /** When it falls asleep, or fell. */
  until(): number;
  /** All in all, to the millisecond. */
  totalMs(): number;
}

export function createAwake(): Awake {
  let until = -Infinity;
  let totalMs = 0;
  return {
    stated(at) {
      const from = Math.max(at, until);
      const to = at + SLEEPS_AFTER_MS;
      if (to <= from) return [];
      until = to;
      totalMs += to - from;
      const first = Math.ceil(from / MINUTE_MS);
      const count = Math.ceil(to / MINUTE_MS) - first;
      return Array.from({ length: count }, (_, n) => first + n);
    },
    until: () => until,
    totalMs: () => totalMs,
  };
}
