/** When the marketplace may be asked: a state and what changes it, without time, chance or store. */
import { z } from "zod";
import { dayOf, HOUR_MS, startOfDayAfter } from "../base/time.ts";

/** After a refusal; twice as long after each one that follows it without a good answer between. */
export const FIRST_PAUSE_MS = 2 * HOUR_MS;
export const LONGEST_PAUSE_MS = 48 * HOUR_MS;
/** Between two requests, with as much again left to chance. */
export const GAP_MS = 5_000;
export const BUDGET_DEFAULT = 60;
export const BUDGET_MAX = 200;

export const PAUSE_REASONS = ["blocked", "too_many", "moved"] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

export const PolicySchema = z.object({
  accepted: z.object({ at: z.number(), termsVersion: z.string() }).nullable().default(null),
  /** The kill switch: stays until somebody turns it back. */
  killed: z.boolean().default(false),
  /** Requests a day. */
  budget: z.number().int().min(1).max(BUDGET_MAX).default(BUDGET_DEFAULT),
  /** The day on the wall in Italy that `used` belongs to. */
  day: z.string().default(""),
  used: z.number().int().default(0),
  lastRequestAt: z.number().default(0),
  pause: z.object({
    until: z.number(),
    why: z.enum(PAUSE_REASONS),
    /** Of the doors that had moved: other doors are worth another try. */
    routes: z.string(),
  }).nullable().default(null),
  /** Pauses since the last good answer. */
  refusals: z.number().int().default(0),
});
export type Policy = z.infer<typeof PolicySchema>;

/** The present terms and doors. */
export interface Versions {
  readonly terms: string;
  readonly routes: string;
}

export type Gate =
  | { readonly open: true }
  | { readonly open: false; readonly why: "not_accepted" | "terms_changed" | "stopped" }
  | {
    readonly open: false;
    readonly why: "paused";
    readonly until: number;
    readonly reason: PauseReason;
  }
  | { readonly open: false; readonly why: "budget_spent"; readonly until: number };

export function gate(policy: Policy, now: number, versions: Versions): Gate {
  const { accepted, killed } = policy;
  if (!accepted) return { open: false, why: "not_accepted" };
  if (accepted.termsVersion !== versions.terms) return { open: false, why: "terms_changed" };
  if (killed) return { open: false, why: "stopped" };
  const pause = pauseNow(policy, now, versions);
  if (pause) return { open: false, why: "paused", until: pause.until, reason: pause.why };
  if (usedOn(policy, now) >= policy.budget) {
    return { open: false, why: "budget_spent", until: startOfDayAfter(now, 1) };
  }
  return { open: true };
}

export function pauseNow({ pause }: Policy, now: number, { routes }: Versions): Policy["pause"] {
  if (!pause || pause.until <= now) return null;
  return pause.why === "moved" && pause.routes !== routes ? null : pause;
}

export const usedOn = ({ day, used }: Policy, now: number): number => day === dayOf(now) ? used : 0;

/** @param random from 0 to 1 */
export function waitMs({ lastRequestAt }: Policy, now: number, random: number): number {
  const gap = GAP_MS * (1 + random);
  // A clock that was set back must not keep us for longer than the gap.
  return Math.min(Math.max(lastRequestAt + gap - now, 0), gap);
}

export function accept(policy: Policy, now: number, termsVersion: string): Policy {
  return { ...policy, accepted: { at: now, termsVersion }, killed: false };
}

export function revoke(policy: Policy): Policy {
  return { ...policy, accepted: null };
}

/** Before it is sent, so that a killed program cannot ask more than it may. */
export function countRequest(policy: Policy, now: number): Policy {
  return { ...policy, day: dayOf(now), used: usedOn(policy, now) + 1, lastRequestAt: now };
}

/** A good answer: whatever was wrong is over. */
export function forgive(policy: Policy): Policy {
  return { ...policy, pause: null, refusals: 0 };
}

/** @param asked how long the marketplace itself asked for */
export function pauseFor(
  policy: Policy,
  why: PauseReason,
  { now, routes, asked }: { now: number; routes: string; asked?: number },
): Policy {
  const doubled = Math.min(FIRST_PAUSE_MS * 2 ** policy.refusals, LONGEST_PAUSE_MS);
  const until = now + (asked ?? doubled);
  const refusals = asked === undefined ? policy.refusals + 1 : policy.refusals;
  return { ...policy, pause: { until, why, routes }, refusals };
}
