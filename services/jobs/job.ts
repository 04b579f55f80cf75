/** A job: slow work whose record is stored before it runs, so that it survives a restart. */
import { z } from "zod";
import { defineCollection, type Json, type Row } from "../store/mod.ts";
import type { Params } from "../base/errors.ts";

/** Jobs of one lane share a limited resource, such as the processor, the model or the disk. */
export type Lane = "photos" | "models" | "files" | "house" | "lookups";

/** How many jobs of each lane run at once, for two processor cores and one model in memory. */
export const LANE_CONCURRENCY: Readonly<Record<Lane, number>> = {
  photos: 2,
  models: 1,
  files: 1,
  house: 1,
  lookups: 1,
};

export interface JobKind<P> {
  /** Stored with every job, so it must never change. */
  readonly name: string;
  /** The message key of its title, such as `photos.job_prepare`. */
  readonly title: string;
  readonly payload: z.ZodType<P>;
  readonly lane: Lane;
  /** The runs after which a failing job is `dead`. */
  readonly attempts: number;
  /** How long the job of a killed process stays locked; a running process renews the lease. */
  readonly leaseMs: number;
  /** While a job with this key is unfinished, enqueueing it again returns that job. */
  readonly key?: (payload: P) => string;
}

export function defineJob<P>(kind: JobKind<P>): JobKind<P> {
  return kind;
}

/** A `failed` job is retried at `runAt`; a `dead` one only when the owner retries it. */
export const JOB_STATES = ["waiting", "running", "done", "failed", "dead", "cancelled"] as const;
export type JobState = typeof JOB_STATES[number];

export interface Message {
  readonly key: string;
  readonly params?: Params;
}

export interface Progress {
  readonly done: number;
  /** 0 while unknown. */
  readonly total: number;
  readonly message?: Message;
}

export interface Job {
  readonly id: string;
  readonly kind: string;
  /** The message key of its title. */
  readonly title: string;
  readonly lane: Lane;
  readonly payload: Json;
  readonly state: JobState;
  readonly progress: Progress;
  /** Runs so far, without interrupted ones. */
  readonly attempts: number;
  readonly runAt: number;
  /** The id of the item, or the name of the page, that it belongs to. */
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
  /** Runs whose process died. */
  interruptions: z.number().int(),
  runAt: z.number(),
  error: message.optional(),
  createdAt: z.number(),
  startedAt: z.number().optional(),
  finishedAt: z.number().optional(),
  /** The process that runs it, and when others may take it over. */
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

/** The public view of a job. @param live its current progress, which may be newer than the stored one */
export function toJob(record: JobRecord, live: Progress = record.progress): Job {
  const { key: _key, interruptions: _interruptions, lease: _lease, cancelRequested: _, ...job } =
    record;
  return { ...job, progress: live };
}
