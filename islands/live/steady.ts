/** Runs something when it is asked for, never twice at a time and never more often than it should. */

export interface Steady {
  /** Asks for a run; requests that come before it begins are one. */
  ask(): void;
  stop(): void;
}

export interface SteadyOptions {
  /** From the end of a run to the next. */
  readonly pauseMs: number;
  /** After a run that threw; then it is tried again. */
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
