/** Durable jobs: written down before they are done, with progress, retry and cancel. */
export { createJobs, type Jobs, type JobsOptions } from "./jobs.ts";
export {
  defineJob,
  type Job,
  JOB_STATES,
  jobCollection,
  type JobKind,
  type JobState,
  type Lane,
  type Message,
  type Progress,
} from "./job.ts";
export type { EnqueueOptions, JobFilter } from "./queue.ts";
export { type JobContext, JobStopped } from "./run.ts";
export type { Schedule } from "./recurring.ts";
export { SCHEDULE } from "./schedule.ts";
