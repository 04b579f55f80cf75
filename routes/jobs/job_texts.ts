/** The texts of a job, shared by pages and the stream of events. */
import { isMessageKey, type T } from "../../locales/mod.ts";
import type { Job, JobState } from "../../services/jobs/mod.ts";

export interface JobTexts {
  readonly id: string;
  readonly kind: string;
  readonly subject?: string;
  readonly title: string;
  readonly state: JobState;
  readonly stateWord: string;
  readonly done: number;
  readonly total: number;
  /** The progress, or the error. */
  readonly message: string;
}

export function describeJob(job: Job, t: T): JobTexts {
  const { id, kind, subject, state, progress: { done, total } } = job;
  const title = isMessageKey(job.title) ? t(job.title) : kind;
  const stateWord = t(`jobs.state_${state}`);
  return { id, kind, subject, title, state, stateWord, done, total, message: messageOf(job, t) };
}

function messageOf({ state, error, progress }: Job, t: T): string {
  const message = state === "dead" || state === "failed" ? error : progress.message;
  return message && isMessageKey(message.key) ? t(message.key, message.params) : "";
}
