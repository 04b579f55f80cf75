/** Why there is no answer, in the seller's words; what passes by itself says when to come back. */
import { Failure, invalid, unavailable } from "../base/errors.ts";
import { HOUR_MS, SECOND_MS } from "../base/time.ts";
import type { Gate, PauseReason } from "./policy.ts";

type Closed = Extract<Gate, { open: false }>;

export function closedGate(gate: Closed, now: number): Failure {
  switch (gate.why) {
    case "paused":
      return comeBack(`lookups.paused_${gate.reason}`, gate.until - now);
    case "budget_spent":
      return comeBack("lookups.budget_spent", gate.until - now);
    default:
      return invalid(`lookups.${gate.why}`);
  }
}

/** The pause has just begun. */
export const pausing = (why: PauseReason, ms: number): Failure => comeBack(`lookups.${why}`, ms);

export const unreachable = (cause?: unknown): Failure =>
  unavailable("lookups.unreachable", {}, cause);
export const browserFailed = (cause?: unknown): Failure =>
  unavailable("lookups.browser_failed", {}, cause);

/** The job that asked waits so long and tries again. */
function comeBack(key: string, ms: number): Failure {
  const seconds = Math.max(1, Math.ceil(ms / SECOND_MS));
  return new Failure("too_many", key, { seconds, hours: Math.floor(ms / HOUR_MS) });
}
