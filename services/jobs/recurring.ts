/** Recurring jobs: their next times are stored, so that a restart neither skips nor repeats one. */
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import type { Logger } from "../base/log.ts";
import { nextTimeOfDay } from "../base/time.ts";
import { type Database, defineCollection, retrying } from "../store/mod.ts";
import type { ActiveJobs } from "./active_jobs.ts";
import type { JobKind } from "./job.ts";
import type { Queue } from "./queue.ts";
import type { Timer } from "../base/timer.ts";

/** `dailyAt` is "HH:MM" in Italian time. */
export type Schedule = { readonly everyMs: number } | { readonly dailyAt: string };

/** The pause after a failure of the store, which prevents a busy loop. */
const STORE_FAILURE_PAUSE_MS = 60_000;

const recurringCollection = defineCollection({
  name: "recurring",
  version: 1,
  schema: z.object({ kind: z.string(), schedule: z.string(), nextAt: z.number() }),
  id: (recurring) => recurring.kind,
});

interface Recurring {
  add(kind: JobKind<null>, schedule: Schedule): void;
  start(): void;
  stop(): Promise<void>;
  /** Whether nothing is being enqueued. */
  readonly idle: boolean;
}

interface RecurringContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Logger;
  readonly queue: Queue;
  readonly active: ActiveJobs;
  /** Called when it becomes idle. */
  readonly onIdle: () => void;
}

export function createRecurring(context: RecurringContext): Recurring {
  const { db, clock, timer, log, queue, active, onIdle } = context;
  const entries: { kind: JobKind<null>; schedule: Schedule }[] = [];
  let started = false;
  let checking: Promise<void> | undefined;
  let cancelTimer = () => {};

  /** Enqueues the kind if it is due, once however often it was missed. @returns the next time, stored with it */
  async function enqueueIfDue(kind: JobKind<null>, schedule: Schedule): Promise<number> {
    const now = clock.now();
    const row = await db.get(recurringCollection, kind.name);
    const known = row?.value.schedule === JSON.stringify(schedule) ? row.value.nextAt : undefined;
    const nextAt = nextTime(schedule, now);
    // A stored time that is further away means that the clock was set back.
    if (known !== undefined && known > now && known <= nextAt) return known;
    const change = db.change();
    const next = { kind: kind.name, schedule: JSON.stringify(schedule), nextAt };
    if (row) change.update(recurringCollection, row, next);
    else change.insert(recurringCollection, next);
    if (known !== undefined && known <= now && !hasActiveJob(kind)) {
      queue.enqueue(change, kind, null);
    }
    await change.commit();
    return nextAt;
  }

  /** Whether the previous job of the kind is unfinished. */
  function hasActiveJob(kind: JobKind<null>): boolean {
    return [...active.all()].some(({ value }) => value.kind === kind.name);
  }

  async function checkAll(): Promise<void> {
    const now = clock.now();
    let next = Infinity;
    for (const { kind, schedule } of entries) {
      try {
        next = Math.min(next, await retrying(() => enqueueIfDue(kind, schedule)));
      } catch (error) {
        log.error("jobs.schedule_failed", { kind: kind.name, error });
        next = Math.min(next, now + STORE_FAILURE_PAUSE_MS);
      }
    }
    if (started && next < Infinity) cancelTimer = timer.after(next - now, begin);
  }

  function begin(): void {
    checking = checkAll().finally(() => {
      checking = undefined;
      onIdle();
    });
  }

  return {
    add(kind, schedule) {
      entries.push({ kind, schedule });
    },
    start() {
      started = true;
      begin();
    },
    async stop() {
      started = false;
      cancelTimer();
      await checking;
    },
    get idle() {
      return checking === undefined;
    },
  };
}

export function nextTime(schedule: Schedule, now: number): number {
  if ("everyMs" in schedule) return now + schedule.everyMs;
  return nextTimeOfDay(now, schedule.dailyAt);
}
