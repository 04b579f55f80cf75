/** Computes the state of a job after a run. */
import { isFailure } from "../base/errors.ts";
import { backOffMs } from "./back_off.ts";
import type { JobRecord, Message } from "./job.ts";

export type Ending =
  | { readonly kind: "finished" }
  | { readonly kind: "threw"; readonly error: unknown }
  /** The program is stopping, which does not count as a failed run. */
  | { readonly kind: "stopped" };

interface OutcomeOptions {
  readonly now: number;
  /** The number of failed runs that the kind allows. */
  readonly attempts: number;
  readonly random: () => number;
}

/** A job that kills its process each time must not run for ever. */
export const INTERRUPTIONS_MAX = 3;

export function afterRun(job: JobRecord, ending: Ending, options: OutcomeOptions): JobRecord {
  const { lease: _, ...idle } = job;
  const { now } = options;
  if (job.cancelRequested) return cancelled(idle, now);
  if (ending.kind === "finished") return { ...withoutError(idle), state: "done", finishedAt: now };
  if (ending.kind === "stopped") {
    return { ...idle, state: "waiting", runAt: now, attempts: job.attempts - 1 };
  }
  const error = messageOf(ending.error);
  if (isFinal(ending.error) || job.attempts >= options.attempts) {
    return { ...idle, state: "dead", error, finishedAt: now };
  }
  const pauseMs = requestedPauseMs(ending.error) ?? backOffMs(job.attempts, options.random);
  return { ...idle, state: "failed", error, runAt: now + pauseMs };
}

export function cancelled({ lease: _, ...job }: JobRecord, now: number): JobRecord {
  return { ...job, state: "cancelled", finishedAt: now };
}

/** The state of a job whose process died during its run; null when it may run again. */
export function afterLostRun(job: JobRecord, now: number): JobRecord | null {
  if (job.cancelRequested) return cancelled(job, now);
  if (job.interruptions < INTERRUPTIONS_MAX) return null;
  const { lease: _, ...idle } = job;
  return { ...idle, state: "dead", error: { key: "jobs.interrupted" }, finishedAt: now };
}

/** Whether another run would fail in the same way. */
function isFinal(error: unknown): boolean {
  if (!isFailure(error)) return false;
  if (error.key === "common.conflict") return false;
  return error.code !== "unavailable" && error.code !== "too_many";
}

function messageOf(error: unknown): Message {
  return isFailure(error)
    ? { key: error.key, params: error.params }
    : { key: "common.something_wrong" };
}

function requestedPauseMs(error: unknown): number | undefined {
  if (!isFailure(error, "too_many")) return undefined;
  const seconds = Number(error.params.seconds);
  return seconds > 0 ? seconds * 1_000 : undefined;
}

function withoutError({ error: _, ...job }: JobRecord): JobRecord {
  return job;
}
