/** The service of jobs: durable, with progress, retry and cancellation. */
import type { Clock, NewId } from "../base/clock.ts";
import { type Logger, silentLogger } from "../base/log.ts";
import type { Change, Database, RecordChange } from "../store/mod.ts";
import { loadActiveJobs } from "./active_jobs.ts";
import { deleteOldJobs, deleteOldJobsJob } from "./delete_old_jobs.ts";
import {
  type Job,
  jobCollection,
  type JobKind,
  type JobRecord,
  type JobRow,
  toJob,
} from "./job.ts";
import { createQueue, type EnqueueOptions, type JobFilter } from "./queue.ts";
import { createRecurring, type Schedule } from "./recurring.ts";
import type { JobContext } from "./run.ts";
import { createRunner } from "./runner.ts";
import { SCHEDULE } from "./schedule.ts";
import type { Timer } from "../base/timer.ts";

export interface Jobs {
  /** Adds the job to a transaction. @returns its id, or that of the unfinished job with the same key */
  enqueue<P>(change: Change, kind: JobKind<P>, payload: P, options?: EnqueueOptions): string;
  enqueueNow<P>(kind: JobKind<P>, payload: P, options?: EnqueueOptions): Promise<string>;
  /**
   * Registers the handler of a kind. A handler may run twice for one job and must obey its signal. Failures
   * `unavailable` and `too_many` and unexpected errors are retried; other Failures are final.
   */
  handle<P>(kind: JobKind<P>, run: (payload: P, context: JobContext) => Promise<void>): void;
  /** Enqueues the kind on a schedule of schedule.ts. Call it before `start`. */
  every(kind: JobKind<null>, schedule: Schedule): void;
  get(id: string): Promise<Job | null>;
  /** Lists jobs, newest first. */
  list(filter?: JobFilter): Promise<Job[]>;
  /** The request is stored, so it holds even if the program dies before the job has noticed. */
  cancel(id: string): Promise<void>;
  /** Runs the job again from the beginning. Throws Failure `jobs.cannot_retry` when it waits, runs or is done. */
  retry(id: string): Promise<void>;
  /** Calls the listener on every change and progress of every job. @returns unsubscribes */
  onUpdate(listener: (job: Job) => void): () => void;
  start(): void;
  /** Aborts running jobs, waits up to `withinMs`, and leaves the rest to the next start. */
  stop(options: { withinMs: number }): Promise<void>;
  /** Resolves once nothing runs and nothing is due. */
  settled(): Promise<void>;
}

interface JobsOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly timer: Timer;
  /** From 0 to 1; spreads retries. */
  readonly random: () => number;
  readonly log?: Logger;
  /** No other process uses this data, as the folder's lock proves: jobs of a dead process run again at once. */
  readonly takeOver?: boolean;
  /** An upper limit on leases, so that other processes soon take over the jobs of a killed one. */
  readonly leaseMsMax?: number;
}

export async function createJobs(options: JobsOptions): Promise<Jobs> {
  const { db, clock, newId, timer, random, log = silentLogger, takeOver = false } = options;
  const { leaseMsMax = Infinity } = options;
  const active = await loadActiveJobs(db);
  const listeners = new Set<(job: Job) => void>();
  const waiters = new Set<() => void>();
  const queue = createQueue({ db, clock, newId, active });
  const recurring = createRecurring({
    db,
    clock,
    timer,
    log,
    queue,
    active,
    onIdle: resolveSettled,
  });
  const runner = createRunner({
    owner: newId(),
    takeOver,
    leaseMsMax,
    clock,
    timer,
    random,
    log,
    queue,
    active,
    onProgress: (job, progress) => notify(toJob(job, progress)),
    onIdle: resolveSettled,
  });

  const withProgress = (job: JobRecord) => toJob(job, runner.currentProgress(job.id));

  function notify(job: Job): void {
    for (const listener of [...listeners]) {
      try {
        listener(job);
      } catch (error) {
        log.error("jobs.listener_failed", { error });
      }
    }
  }

  function resolveSettled(): void {
    if (!runner.idle || !recurring.idle) return;
    for (const resolve of waiters) resolve();
    waiters.clear();
  }

  function onRecordChange(change: RecordChange): void {
    active.apply(change);
    const job = (change.row as JobRow | null)?.value;
    if (!job) return;
    if (job.cancelRequested) runner.cancel(job.id);
    notify(withProgress(job));
  }

  db.onChange((changes) => {
    const ours = changes.filter(({ collection }) => collection === jobCollection.name);
    ours.forEach(onRecordChange);
    if (ours.length > 0) runner.wake();
  });
  db.onMissed(async () => {
    await active.reload();
    runner.wake();
  });

  const jobs: Jobs = {
    enqueue: queue.enqueue,
    async enqueueNow(kind, payload, options) {
      const change = db.change();
      const id = queue.enqueue(change, kind, payload, options);
      if (change.size > 0) await change.commit();
      return id;
    },
    handle: runner.handle,
    every: recurring.add,
    async get(id) {
      const row = await db.get(jobCollection, id);
      return row && withProgress(row.value);
    },
    async list(filter = {}) {
      return (await queue.list(filter)).map(withProgress);
    },
    cancel: queue.cancel,
    retry: queue.retry,
    onUpdate(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start() {
      runner.start();
      recurring.start();
    },
    async stop({ withinMs }) {
      await Promise.all([recurring.stop(), runner.stop({ withinMs })]);
    },
    settled() {
      return new Promise((resolve) => {
        waiters.add(resolve);
        resolveSettled();
      });
    },
  };

  jobs.handle(deleteOldJobsJob, (_, { signal }) => deleteOldJobs(db, clock, signal));
  jobs.every(deleteOldJobsJob, SCHEDULE.deleteOldJobs);
  return jobs;
}
