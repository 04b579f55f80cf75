/**
 * An abort signal that costs little until it is used. Each request needs one and few ever abort; the platform's
 * AbortController costs more than all other work per request here.
 */

/** The part of AbortSignal that is used here. */
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

/** Adapter for APIs that need a real AbortSignal. */
export function toAbortSignal(signal: AbortSignalLike): AbortSignal {
  if (signal instanceof AbortSignal) return signal;
  const controller = new AbortController();
  if (signal.aborted) controller.abort();
  else signal.addEventListener("abort", () => controller.abort());
  return controller.signal;
}
