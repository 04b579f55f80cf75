/** The failures of look-ups; those that pass by themselves carry the seconds after which to try again. */
import { HOUR_MS, SECOND_MS } from "../base/time.ts";
import { Failure, invalid, unavailable } from "../base/errors.ts";
import type { PauseReason, PolicyDecision } from "./policy.ts";

type Refused = Extract<PolicyDecision, { allowed: false }>;

export function notAllowed(decision: Refused, now: number): Failure {
  switch (decision.reason) {
    case "paused":
      return tryAgainIn(`lookups.paused_${decision.pauseReason}`, decision.until - now);
    case "budget_spent":
      return tryAgainIn("lookups.budget_spent", decision.until - now);
    default:
      return invalid(`lookups.${decision.reason}`);
  }
}

export const pauseStarted = (reason: PauseReason, ms: number): Failure =>
  tryAgainIn(`lookups.${reason}`, ms);

export const unreachable = (cause?: unknown): Failure =>
  unavailable("lookups.unreachable", {}, cause);
export const browserFailed = (cause?: unknown): Failure =>
  unavailable("lookups.browser_failed", {}, cause);

/** The job that asked is retried after this time. */
function tryAgainIn(key: string, ms: number): Failure {
  const seconds = Math.max(1, Math.ceil(ms / SECOND_MS));
  return new Failure("too_many", key, { seconds, hours: Math.floor(ms / HOUR_MS) });
}
