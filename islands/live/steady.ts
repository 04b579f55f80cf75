/** Runs a function on request, never twice at a time and with a least pause between runs. */

interface Steady {
  /** Requests a run; requests before it begins count as one. */
  ask(): void;
  stop(): void;
}

interface SteadyOptions {
  /** Least time from the end of a run to the next. */
  readonly pauseMs: number;
  /** Delay before a retry after a run that threw. */
  readonly retryMs: number;
}

export function createSteady(run: () => Promise<void>, options: SteadyOptions): Steady {
  let isAsked = false;
  let isBusy = false;
  let isStopped = false;

  function work(): void {
    if (!isAsked || isBusy || isStopped) return;
    isAsked = false;
    isBusy = true;
    run().then(
      () => options.pauseMs,
      () => {
        isAsked = true;
        return options.retryMs;
      },
    ).then((ms) =>
      setTimeout(() => {
        isBusy = false;
        work();
      }, ms)
    );
  }

  return {
    ask() {
      isAsked = true;
      work();
    },
    stop: () => void (isStopped = true),
  };
}
