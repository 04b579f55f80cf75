/** Durable background jobs with lease, progress, retry and cancellation. */
export { createJobs, type Jobs } from "./jobs.ts";
export {
  defineJob,
  type Job,
  JOB_STATES,
  jobCollection,
  type JobKind,
  type JobState,
  type Lane,
  type Message,
} from "./job.ts";
export type { JobContext } from "./run.ts";
export { SCHEDULE } from "./schedule.ts";
