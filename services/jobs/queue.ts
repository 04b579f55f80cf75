/** Enqueues, lists, cancels and retries jobs. */
import { conflict, notFound } from "../base/errors.ts";
import type { Clock, NewId } from "../base/clock.ts";
import { type Change, type Database, type Json, retrying } from "../store/mod.ts";
import type { ActiveJobs } from "./active_jobs.ts";
import { isActive, jobCollection, type JobKind, type JobRecord, type JobState } from "./job.ts";
import { cancelled } from "./outcome.ts";

export interface EnqueueOptions {
  /** The id of the item, or the name of the page, that it belongs to. */
  readonly subject?: string;
  /** Not before this time. */
  readonly runAt?: number;
}

export interface JobFilter {
  readonly state?: JobState;
  readonly subject?: string;
  /** @default 100 */
  readonly limit?: number;
}

export interface Queue {
  enqueue<P>(change: Change, kind: JobKind<P>, payload: P, options?: EnqueueOptions): string;
  list(filter: JobFilter): Promise<JobRecord[]>;
  /** Throws Failure `jobs.not_found`. */
  find(id: string): Promise<JobRecord>;
  /** Cancels a waiting job at once; for a running one the request is stored and its process notified. */
  cancel(id: string): Promise<void>;
  retry(id: string): Promise<void>;
  /** Applies `edit` to the current record; a null result changes nothing. */
  edit(id: string, edit: (job: JobRecord) => JobRecord | null): Promise<JobRecord | null>;
}

interface QueueContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly active: ActiveJobs;
}

const LIST_DEFAULT = 100;

export function createQueue({ db, clock, newId, active }: QueueContext): Queue {
  async function read(id: string) {
    const row = await db.get(jobCollection, id);
    if (!row) throw notFound("jobs.not_found");
    return row;
  }

  function edit(id: string, change: (job: JobRecord) => JobRecord | null) {
    return retrying(async () => {
      const row = await read(id);
      const next = change(row.value);
      if (next === null) return null;
      const write = db.change();
      write.update(jobCollection, row, next);
      await write.commit();
      return next;
    });
  }

  return {
    edit,
    async find(id) {
      return (await read(id)).value;
    },

    enqueue(change, kind, given, { subject, runAt } = {}) {
      const payload = kind.payload.parse(given);
      const key = kind.key?.(payload);
      const same = key === undefined ? undefined : active.byKey(kind.name, key);
      if (same) return same.id;
      const id = newId();
      change.insert(jobCollection, {
        id,
        kind: kind.name,
        title: kind.title,
        lane: kind.lane,
        payload: payload as Json,
        state: "waiting",
        progress: { done: 0, total: 0 },
        attempts: 0,
        interruptions: 0,
        runAt: runAt ?? clock.now(),
        createdAt: clock.now(),
        ...(key === undefined ? {} : { key }),
        ...(subject === undefined ? {} : { subject }),
      });
      return id;
    },

    async list({ state, subject, limit = LIST_DEFAULT }) {
      const found: JobRecord[] = [];
      for await (
        const { value } of db.each(jobCollection, { ...by(state, subject), reverse: true })
      ) {
        if (state !== undefined && value.state !== state) continue;
        found.push(value);
        if (found.length === limit) break;
      }
      return found;
    },

    async cancel(id) {
      await edit(id, (job) => {
        if (!isActive(job) || job.cancelRequested) return null;
        return job.state === "running"
          ? { ...job, cancelRequested: true }
          : cancelled(job, clock.now());
      });
    },

    async retry(id) {
      await edit(id, (job) => {
        if (job.state === "waiting" || job.state === "running" || job.state === "done") {
          throw conflict("jobs.cannot_retry");
        }
        const same = job.key === undefined ? undefined : active.byKey(job.kind, job.key);
        if (same && same.id !== id) throw conflict("jobs.cannot_retry");
        return resetForRetry(job, clock.now());
      });
    },
  };
}

function by(state?: JobState, subject?: string) {
  if (subject !== undefined) return { index: "subject", prefix: [subject] };
  if (state !== undefined) return { index: "state", prefix: [state] };
  return {};
}

function resetForRetry(job: JobRecord, now: number): JobRecord {
  const { finishedAt: _finished, startedAt: _started, cancelRequested: _cancel, ...rest } = job;
  const progress = { done: 0, total: 0 };
  return { ...rest, state: "waiting", attempts: 0, interruptions: 0, runAt: now, progress };
}
