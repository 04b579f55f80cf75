/**
 * Whether somebody still waits for an answer. Each request needs to know, few ever hear of it: the platform's own
 * AbortController costs a request more than all else that is done for it here.
 */

/** What is used of an AbortSignal. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(event: "abort", listener: () => void): void;
  removeEventListener(event: "abort", listener: () => void): void;
}

export interface LazyAbort {
  readonly signal: AbortSignalLike;
  abort(): void;
}

export function createLazyAbort(): LazyAbort {
  const listeners: (() => void)[] = [];
  let aborted = false;
  return {
    signal: {
      get aborted() {
        return aborted;
      },
      addEventListener: (_, listener) => void listeners.push(listener),
      removeEventListener(_, listener) {
        const at = listeners.indexOf(listener);
        if (at >= 0) listeners.splice(at, 1);
      },
    },
    abort() {
      if (aborted) return;
      aborted = true;
      for (const listener of listeners.splice(0)) listener();
    },
  };
}

/** For those who take no other. */
export function toAbortSignal(signal: AbortSignalLike): AbortSignal {
  if (signal instanceof AbortSignal) return signal;
  const controller = new AbortController();
  if (signal.aborted) controller.abort();
  else signal.addEventListener("abort", () => controller.abort());
  return controller.signal;
}
