/** Lets work that uses files go on side by side, and cleaning up only when there is none. */
export interface Gate {
  /** Waits only for a cleaning that is going on. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** @returns whether it was done: not while anything else is */
  whenIdle(cleaning: () => Promise<void>): Promise<boolean>;
}

export function createGate(): Gate {
  let working = 0;
  let cleaned: Promise<void> | null = null;
  return {
    async during(work) {
      while (cleaned) await cleaned;
      working++;
      try {
        return await work();
      } finally {
        working--;
      }
    },
    async whenIdle(cleaning) {
      if (working > 0 || cleaned) return false;
      const done = cleaning();
      cleaned = done.then(() => {}, () => {});
      try {
        await done;
      } finally {
        cleaned = null;
      }
      return true;
    },
  };
}
