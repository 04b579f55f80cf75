/** Time for tests: it moves only when told to. */
import type { TimeSource } from "../../relay/shared/time.ts";

export interface HeldTime extends TimeSource {
  /** Calls what is due on the way, in order. */
  advance(ms: number): void;
  /** How many calls are still to come. */
  due(): number;
}

export function heldTime(): HeldTime {
  const waiting = new Set<{ readonly at: number; readonly run: () => void }>();
  let now = 0;
  return {
    now: () => now,
    after(delayMs, run) {
      const one = { at: now + delayMs, run };
      waiting.add(one);
      return () => void waiting.delete(one);
    },
    due: () => waiting.size,
    advance(ms) {
      const end = now + ms;
      while (true) {
        const due = [...waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        waiting.delete(due);
        now = Math.max(now, due.at);
        due.run();
      }
      now = end;
    },
  };
}
