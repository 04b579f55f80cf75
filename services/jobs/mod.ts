/** Durable jobs: written down before they are done, with progress, retry and cancel. */
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
