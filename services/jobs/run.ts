/** One run of a job: calls the handler, records its progress and renews the lease. */
import type { Clock } from "../base/clock.ts";
import type { Params } from "../base/errors.ts";
import type { Logger } from "../base/log.ts";
import type { JobRecord, Progress } from "./job.ts";
import type { Ending } from "./outcome.ts";
import type { Queue } from "./queue.ts";
import type { Timer } from "../base/timer.ts";

export interface JobContext {
  /** Aborted when the job is cancelled, the program stops, or the lease is lost. */
  readonly signal: AbortSignal;
  /** From 1. */
  readonly attempt: number;
  readonly jobId: string;
  /**
   * Reports progress; `total` is 0 while unknown. May be called often: listeners get every call, the store only
   * some. Throws the signal's reason when the job must stop.
   */
  progress(
    done: number,
    total: number,
    message?: { key: string; params?: Params },
  ): Promise<void>;
}

/** The reason of an aborted signal. */
type StopReason = "cancelled" | "stopping" | "lease lost";

class JobStopped extends Error {
  override readonly name = "AbortError";
  constructor(readonly reason: StopReason) {
    super(`the job was stopped: ${reason}`);
  }
}

export interface Run {
  readonly id: string;
  readonly kind: string;
  readonly key: string | undefined;
  /** May be newer than the stored progress. */
  readonly progress: Progress;
  abort(reason: StopReason): void;
  /** Runs the handler to its end; never throws. */
  go(handler: (context: JobContext) => Promise<void>): Promise<Ending | "lease lost">;
}

interface RunOptions {
  readonly owner: string;
  readonly leaseMs: number;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly queue: Queue;
  readonly log: Logger;
  /** Called on each progress. */
  readonly onProgress: (job: JobRecord, progress: Progress) => void;
}

/** At most two writes a second. */
const PROGRESS_WRITE_MS = 500;
const RENEWALS_PER_LEASE = 3;

export function createRun(job: JobRecord, options: RunOptions): Run {
  const { owner, leaseMs, clock, timer, queue, log, onProgress } = options;
  const controller = new AbortController();
  let progress = job.progress;
  let written = clock.now();
  let cancelRenewal = () => {};
  let renewing = Promise.resolve();

  function abort(reason: StopReason): void {
    controller.abort(new JobStopped(reason));
    if (reason !== "cancelled") cancelRenewal();
  }

  /** Stores the progress and renews the lease. */
  async function write(): Promise<void> {
    written = clock.now();
    const saved = await queue.edit(job.id, (present) => {
      if (present.lease?.owner !== owner) return null;
      return { ...present, progress, lease: { owner, until: clock.now() + leaseMs } };
    });
    if (saved === null) abort("lease lost");
    else if (saved.cancelRequested) abort("cancelled");
  }

  function renewLater(): void {
    cancelRenewal = timer.after(leaseMs / RENEWALS_PER_LEASE, () => {
      renewLater();
      // A failed renewal is retried at the next one, before the lease ends.
      renewing = write().catch((error) =>
        log.warn("jobs.lease_not_renewed", { id: job.id, error })
      );
    });
  }

  const context: JobContext = {
    signal: controller.signal,
    attempt: job.attempts,
    jobId: job.id,
    async progress(done, total, message) {
      controller.signal.throwIfAborted();
      progress = { done, total, ...(message ? { message } : {}) };
      onProgress(job, progress);
      if (clock.now() - written >= PROGRESS_WRITE_MS) await write();
    },
  };

  function endingOf(error: unknown): Ending | "lease lost" {
    const stopped: unknown = controller.signal.reason;
    if (!(stopped instanceof JobStopped)) return { kind: "threw", error };
    return stopped.reason === "lease lost" ? "lease lost" : { kind: "stopped" };
  }

  return {
    id: job.id,
    kind: job.kind,
    key: job.key,
    get progress() {
      return progress;
    },
    abort,
    async go(handler) {
      renewLater();
      try {
        await handler(context);
        return { kind: "finished" };
      } catch (error) {
        return endingOf(error);
      } finally {
        cancelRenewal();
        await renewing;
      }
    },
  };
}
