/** A job: slow work that is written down before it is done, so that nothing forgets it. */
import { z } from "zod";
import { defineCollection, type Json, type Row } from "../store/mod.ts";
import type { Params } from "../base/errors.ts";

/** Work of one lane shares a scarce thing: processor, model, disk. How many run at once is in lanes.ts. */
export type Lane = "photos" | "models" | "files" | "house" | "lookups";

export interface JobKind<P> {
  /** Written with every job: never changed once there are jobs. */
  readonly name: string;
  /** Message key of what people read, such as `photos.job_prepare`. */
  readonly title: string;
  readonly payload: z.ZodType<P>;
  readonly lane: Lane;
  /** After so many failed runs it is given up (`dead`). */
  readonly attempts: number;
  /** How long a killed process keeps others away; a living one renews it. */
  readonly leaseMs: number;
  /** While a job with this key waits or runs, asking again gives the same job. */
  readonly key?: (payload: P) => string;
}

export function defineJob<P>(kind: JobKind<P>): JobKind<P> {
  return kind;
}

/** `failed` will be tried again by itself at `runAt`; `dead` waits for somebody to decide. */
export const JOB_STATES = ["waiting", "running", "done", "failed", "dead", "cancelled"] as const;
export type JobState = typeof JOB_STATES[number];

export interface Message {
  readonly key: string;
  readonly params?: Params;
}

export interface Progress {
  readonly done: number;
  /** 0: not known yet. */
  readonly total: number;
  readonly message?: Message;
}

export interface Job {
  readonly id: string;
  readonly kind: string;
  /** Message key of its name. */
  readonly title: string;
  readonly lane: Lane;
  readonly payload: Json;
  readonly state: JobState;
  readonly progress: Progress;
  /** Runs begun so far, without those that were interrupted. */
  readonly attempts: number;
  readonly runAt: number;
  /** The item that it belongs to. */
  readonly subject?: string;
  readonly error?: Message;
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly finishedAt?: number;
}

const message = z.object({
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

const jobRecord = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  lane: z.enum(["photos", "models", "files", "house", "lookups"]),
  payload: z.json(),
  key: z.string().optional(),
  subject: z.string().optional(),
  state: z.enum(JOB_STATES),
  progress: z.object({ done: z.number(), total: z.number(), message: message.optional() }),
  attempts: z.number().int(),
  /** Runs that ended with their process. */
  interruptions: z.number().int(),
  runAt: z.number(),
  error: message.optional(),
  createdAt: z.number(),
  startedAt: z.number().optional(),
  finishedAt: z.number().optional(),
  /** Whose it is while it runs, and until when if nothing more is heard. */
  lease: z.object({ owner: z.string(), until: z.number() }).optional(),
  cancelRequested: z.literal(true).optional(),
});

export type JobRecord = z.infer<typeof jobRecord>;
export type JobRow = Row<JobRecord>;

export const jobCollection = defineCollection<JobRecord>({
  name: "job",
  schema: jobRecord,
  version: 1,
  id: (job) => job.id,
  indexes: {
    state: (job) => [job.state],
    subject: (job) => job.subject === undefined ? null : [job.subject],
    finished: (job) => {
      if (job.finishedAt === undefined) return null;
      return [job.state === "dead" ? "dead" : "ended", job.finishedAt];
    },
  },
});

export function isActive(job: JobRecord): boolean {
  return job.state === "waiting" || job.state === "running" || job.state === "failed";
}

/** What others may see of a job; `live` is newer than what was written last. */
export function toJob(record: JobRecord, live: Progress = record.progress): Job {
  const { key: _key, interruptions: _interruptions, lease: _lease, cancelRequested: _, ...job } =
    record;
  return { ...job, progress: live };
}
