/** Monitors slow senders and readers with one timer for all, which runs only while there are any. */
import type { TimeSource } from "../shared/time.ts";

export interface Watched {
  /** Called every `CHECK_MS`; true ends the connection. */
  readonly isTooSlow: (elapsedMs: number) => boolean;
  readonly onStalled: () => void;
}

export interface StallMonitor {
  /** @returns how to stop monitoring */
  watch(watched: Watched): () => void;
}

const CHECK_MS = 2_000;

export function createStallMonitor(time: TimeSource): StallMonitor {
  const all = new Set<Watched>();
  let callOff: (() => void) | null = null;
  let checkedAt = 0;

  function check(): void {
    const elapsed = time.now() - checkedAt;
    for (const one of all) {
      if (one.isTooSlow(elapsed) && all.delete(one)) one.onStalled();
    }
    scheduleCheck();
  }

  function scheduleCheck(): void {
    checkedAt = time.now();
    callOff = all.size > 0 ? time.after(CHECK_MS, check) : null;
  }

  return {
    watch(watched) {
      all.add(watched);
      if (!callOff) scheduleCheck();
      return () => {
        all.delete(watched);
        if (all.size > 0 || !callOff) return;
        callOff();
        callOff = null;
      };
    },
  };
}
