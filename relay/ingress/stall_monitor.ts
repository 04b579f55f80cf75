/** Watches those who send or read too slowly. One clock for all of them, which runs only while there are any. */
import type { TimeSource } from "../shared/time.ts";

export interface Watched {
  /** Looks at it; `true` when patience is at an end. Called every `LOOK_MS`. */
  readonly isTooSlow: (elapsedMs: number) => boolean;
  readonly dropListeners: () => void;
}

export interface StallMonitor {
  /** @returns how to stop watching */
  watch(watched: Watched): () => void;
}

const LOOK_MS = 2_000;

export function createStallMonitor(time: TimeSource): StallMonitor {
  const all = new Set<Watched>();
  let callOff: (() => void) | null = null;
  let lookedAt = 0;

  function look(): void {
    const elapsed = time.now() - lookedAt;
    for (const one of all) {
      if (one.isTooSlow(elapsed) && all.delete(one)) one.dropListeners();
    }
    next();
  }

  function next(): void {
    lookedAt = time.now();
    callOff = all.size > 0 ? time.after(LOOK_MS, look) : null;
  }

  return {
    watch(watched) {
      all.add(watched);
      if (!callOff) next();
      return () => {
        all.delete(watched);
        if (all.size > 0 || !callOff) return;
        callOff();
        callOff = null;
      };
    },
  };
}
