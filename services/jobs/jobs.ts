/** The room's door: durable jobs with progress, retry and cancel. */
import type { Clock, NewId } from "../base/clock.ts";
import { type Logger, silentLogger } from "../base/log.ts";
import type { Change, Database, RecordChange } from "../store/mod.ts";
import { loadActiveJobs } from "./active_jobs.ts";
import { forgetOldJobs, forgetOldJobsJob } from "./forget_old_jobs.ts";
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
  /** Writes the job with the change that wants it; returns its id, or that of the same job under way. */
  enqueue<P>(change: Change, kind: JobKind<P>, payload: P, options?: EnqueueOptions): string;
  enqueueNow<P>(kind: JobKind<P>, payload: P, options?: EnqueueOptions): Promise<string>;
  /**
   * Says who does this kind of work. A handler may be run twice for one job and listens to its signal.
   * What it throws decides: Failure `unavailable` and faults are tried again, other Failures are final.
   */
  handle<P>(kind: JobKind<P>, run: (payload: P, context: JobContext) => Promise<void>): void;
  /** Makes it come back; before `start`. The times stand in schedule.ts. */
  every(kind: JobKind<null>, schedule: Schedule): void;
  get(id: string): Promise<Job | null>;
  /** The newest first. */
  list(filter?: JobFilter): Promise<Job[]>;
  /** Kept even if the program dies before the job has noticed. */
  cancel(id: string): Promise<void>;
  /** Again from the beginning. Throws Failure `jobs.cannot_retry` when it waits, runs or is done. */
  retry(id: string): Promise<void>;
  /** Hears every change of every job, each progress too; returns how to stop it. */
  onUpdate(listener: (job: Job) => void): () => void;
  start(): void;
  /** Tells all that runs to stop, waits so long, and leaves the rest to the next start. */
  stop(options: { withinMs: number }): Promise<void>;
  /** Resolves once nothing runs and nothing is due. */
  settled(): Promise<void>;
}

interface JobsOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly timer: Timer;
  /** From 0 to 1: spreads what is tried again. */
  readonly random: () => number;
  readonly log?: Logger;
  /** Nobody else lives on this data (the folder's lock proves it): run at once what a dead process left. */
  readonly takeOver?: boolean;
  /** Whatever a kind of job says: after so long others do what a killed process was doing. */
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
    onIdle: tellWhoWaits,
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
    told: (job, progress) => tell(toJob(job, progress)),
    onIdle: tellWhoWaits,
  });

  const withProgress = (job: JobRecord) => toJob(job, runner.progressOf(job.id));

  function tell(job: Job): void {
    for (const listener of [...listeners]) {
      try {
        listener(job);
      } catch (error) {
        log.error("jobs.listener_failed", { error });
      }
    }
  }

  function tellWhoWaits(): void {
    if (!runner.idle || !recurring.idle) return;
    for (const resolve of waiters) resolve();
    waiters.clear();
  }

  function follow(change: RecordChange): void {
    active.apply(change);
    const job = (change.row as JobRow | null)?.value;
    if (!job) return;
    if (job.cancelRequested) runner.cancel(job.id);
    tell(withProgress(job));
  }

  db.onChange((changes) => {
    const ours = changes.filter(({ collection }) => collection === jobCollection.name);
    ours.forEach(follow);
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
        tellWhoWaits();
      });
    },
  };

  jobs.handle(forgetOldJobsJob, (_, { signal }) => forgetOldJobs(db, clock, signal));
  jobs.every(forgetOldJobsJob, SCHEDULE.forgetOldJobs);
  return jobs;
}
