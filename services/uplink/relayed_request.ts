/** A request whose signal is made when somebody asks for it: most never do, and it costs as much as the rest. */
export interface Gone {
  /** Aborted when nobody waits for the answer any more. */
  signal(): AbortSignal;
  abort(): void;
}

export function createGone(): Gone {
  let controller: AbortController | null = null;
  let isGone = false;
  return {
    signal() {
      if (!controller) {
        controller = new AbortController();
        if (isGone) controller.abort();
      }
      return controller.signal;
    },
    abort() {
      isGone = true;
      controller?.abort();
    },
  };
}

export class RelayedRequest extends Request {
  readonly #gone: Gone;

  constructor(url: string, init: Omit<RequestInit, "signal">, gone: Gone) {
    super(url, init);
    this.#gone = gone;
  }

  override get signal(): AbortSignal {
    return this.#gone.signal();
  }

  /** A copy waits for the same answer. */
  override clone(): Request {
    return new Request(super.clone(), { signal: this.signal });
  }
}
