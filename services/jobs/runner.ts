/** Starts due jobs within the limits of their lanes. Changes and one timer wake it; it does not poll. */
import type { Clock } from "../base/clock.ts";
import { invalid } from "../base/errors.ts";
import type { Logger } from "../base/log.ts";
import type { ActiveJobs } from "./active_jobs.ts";
import { isActive, type JobKind, type JobRecord, LANE_CONCURRENCY, type Progress } from "./job.ts";
import { afterLostRun, afterRun, type Ending } from "./outcome.ts";
import type { Queue } from "./queue.ts";
import { createRun, type JobContext, type Run } from "./run.ts";
import { type Timer, waitAtMost } from "../base/timer.ts";

interface Runner {
  handle<P>(kind: JobKind<P>, run: (payload: P, context: JobContext) => Promise<void>): void;
  start(): void;
  stop(options: { withinMs: number }): Promise<void>;
  /** Starts the jobs that are due now. */
  wake(): void;
  /** Whether nothing runs and nothing is due. */
  readonly idle: boolean;
  cancel(id: string): void;
  /** The progress of a running job, which may be newer than the stored one. */
  currentProgress(id: string): Progress | undefined;
}

interface RunnerContext {
  readonly owner: string;
  readonly takeOver: boolean;
  readonly leaseMsMax: number;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: () => number;
  readonly log: Logger;
  readonly queue: Queue;
  readonly active: ActiveJobs;
  readonly onProgress: (job: JobRecord, progress: Progress) => void;
  /** Called after each run. */
  readonly onIdle: () => void;
}

interface Handler {
  readonly attempts: number;
  readonly leaseMs: number;
  run(job: JobRecord, context: JobContext): Promise<void>;
}

interface Slot {
  readonly job: JobRecord;
  run?: Run;
  ended: Promise<void>;
}

/** The pause after a failure of the store, which prevents a busy loop. */
const STORE_FAILURE_PAUSE_MS = 10_000;

export function createRunner(context: RunnerContext): Runner {
  const {
    owner,
    takeOver,
    leaseMsMax,
    clock,
    timer,
    random,
    log,
    queue,
    active,
    onProgress,
    onIdle,
  } = context;
  const handlers = new Map<string, Handler>();
  const slots = new Map<string, Slot>();
  let started = false;
  let pausedUntil = 0;
  let cancelTimer = () => {};

  function dueAt(job: JobRecord): number {
    if (job.state !== "running") return job.runAt;
    const abandoned = takeOver && job.lease?.owner !== owner;
    return abandoned ? 0 : job.lease?.until ?? 0;
  }

  /** Jobs that have a handler here and are not running here. */
  function* listStartable(): Generator<JobRecord> {
    for (const { value } of active.all()) {
      if (handlers.has(value.kind) && !slots.has(value.id)) yield value;
    }
  }

  function hasCapacity(job: JobRecord): boolean {
    let sameLane = 0;
    for (const { job: { lane, kind, key } } of slots.values()) {
      if (lane === job.lane) sameLane++;
      if (key !== undefined && key === job.key && kind === job.kind) return false;
    }
    return sameLane < LANE_CONCURRENCY[job.lane];
  }

  function nextDue(now: number): JobRecord | undefined {
    let first: JobRecord | undefined;
    for (const job of listStartable()) {
      if (dueAt(job) <= now && hasCapacity(job) && (!first || isBefore(job, first))) first = job;
    }
    return first;
  }

  function wake(): void {
    cancelTimer();
    if (!started) return;
    const now = clock.now();
    if (now >= pausedUntil) {
      for (let job = nextDue(now); job; job = nextDue(now)) begin(job);
    }
    const later = [...listStartable()].map((job) => Math.max(dueAt(job), pausedUntil))
      .filter((at) => at > now);
    const next = later.reduce((a, b) => Math.min(a, b), Infinity);
    cancelTimer = next === Infinity ? () => {} : timer.after(next - now, wake);
  }

  function begin(job: JobRecord): void {
    const slot: Slot = { job, ended: Promise.resolve() };
    slots.set(job.id, slot);
    slot.ended = work(slot).catch((error) => {
      log.error("jobs.run_failed", { id: job.id, kind: job.kind, error });
      pausedUntil = clock.now() + STORE_FAILURE_PAUSE_MS;
    }).finally(() => {
      if (slots.get(job.id) === slot) slots.delete(job.id);
      wake();
      onIdle();
    });
  }

  async function work(slot: Slot): Promise<void> {
    const handler = handlers.get(slot.job.kind)!;
    const job = await claim(slot.job.id, handler.leaseMs);
    if (!job) return;
    const { leaseMs } = handler;
    const run = createRun(job, { owner, leaseMs, clock, timer, queue, log, onProgress });
    slot.run = run;
    const ending: Ending | "lease lost" = started
      ? await run.go((context) => handler.run(job, context))
      : { kind: "stopped" };
    if (ending === "lease lost") return;
    if (ending.kind === "threw") {
      log.warn("jobs.failed", { id: job.id, kind: job.kind, error: ending.error });
    }
    await end(slot, ending);
  }

  async function claim(id: string, leaseMs: number): Promise<JobRecord | null> {
    const now = clock.now();
    const lease = { owner, until: now + leaseMs };
    const claimed = await queue.edit(id, (job) => {
      if (!isActive(job) || dueAt(job) > now) return null;
      if (job.state !== "running") {
        return { ...job, state: "running", attempts: job.attempts + 1, startedAt: now, lease };
      }
      return afterLostRun(job, now) ??
        { ...job, interruptions: job.interruptions + 1, startedAt: now, lease };
    });
    return claimed?.lease ? claimed : null;
  }

  async function end({ job: { id, kind }, run }: Slot, ending: Ending): Promise<void> {
    const { attempts } = handlers.get(kind)!;
    await queue.edit(id, (job) => {
      if (job.lease?.owner !== owner) return null;
      const present = { ...job, progress: run?.progress ?? job.progress };
      return afterRun(present, ending, { now: clock.now(), attempts, random });
    });
  }

  return {
    wake,
    get idle() {
      const now = clock.now();
      return slots.size === 0 && ![...listStartable()].some((job) => dueAt(job) <= now);
    },
    handle(kind, run) {
      const { name, payload, attempts, leaseMs } = kind;
      handlers.set(name, {
        attempts,
        leaseMs: Math.min(leaseMs, leaseMsMax),
        async run(job, context) {
          const read = payload.safeParse(job.payload);
          if (!read.success) throw invalid("jobs.unreadable", {}, read.error);
          await run(read.data, context);
        },
      });
      wake();
    },
    cancel(id) {
      slots.get(id)?.run?.abort("cancelled");
    },
    currentProgress(id) {
      return slots.get(id)?.run?.progress;
    },
    start() {
      started = true;
      wake();
    },
    async stop({ withinMs }) {
      started = false;
      cancelTimer();
      const open = [...slots.values()];
      for (const { run } of open) run?.abort("stopping");
      await waitAtMost(withinMs, Promise.all(open.map(({ ended }) => ended)), timer);
      if (slots.size > 0) log.warn("jobs.abandoned", { count: slots.size });
      // Releases the leases of abandoned jobs, so that the next start need not wait for them.
      await Promise.all([...slots.values()].map((slot) => end(slot, { kind: "stopped" })));
      slots.clear();
    },
  };
}

function isBefore(a: JobRecord, b: JobRecord): boolean {
  return a.runAt < b.runAt || (a.runAt === b.runAt && a.id < b.id);
}
