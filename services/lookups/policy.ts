/** Decides when the marketplace may be asked. Pure: time and randomness are arguments. */
import { dayOf, HOUR_MS, startOfDayAfter } from "../base/time.ts";
import { z } from "zod";

/**
 * The terms that the owner accepts before the first look-up: the marketplace's rules, what the app does and never
 * does, and the risk. The texts are in `locales/`. A change of their meaning raises the version, and the owner
 * is asked again.
 */
export const TERMS_VERSION = "2026-10-05";
/** The pause after a refusal; it doubles with each further refusal until a response is good. */
export const FIRST_PAUSE_MS = 2 * HOUR_MS;
export const LONGEST_PAUSE_MS = 48 * HOUR_MS;
/** The least time between two requests; up to as much again is added at random. */
export const GAP_MS = 5_000;
export const BUDGET_DEFAULT = 60;
export const BUDGET_MAX = 200;

const PAUSE_REASONS = ["blocked", "too_many", "moved"] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

export const PolicySchema = z.object({
  accepted: z.object({ at: z.number(), termsVersion: z.string() }).nullable().default(null),
  /** The kill switch; only the owner turns it back. */
  killed: z.boolean().default(false),
  /** Requests a day. */
  budget: z.number().int().min(1).max(BUDGET_MAX).default(BUDGET_DEFAULT),
  /** The calendar day in Italy that `used` counts. */
  day: z.string().default(""),
  used: z.number().int().default(0),
  lastRequestAt: z.number().default(0),
  pause: z.object({
    until: z.number(),
    why: z.enum(PAUSE_REASONS),
    /** The version of the endpoints that had moved; a new version ends the pause. */
    routes: z.string(),
  }).nullable().default(null),
  /** Pauses since the last good response. */
  refusals: z.number().int().default(0),
});
export type Policy = z.infer<typeof PolicySchema>;

/** The versions that this program ships. */
export interface Versions {
  readonly terms: string;
  readonly endpoints: string;
}

export type PolicyDecision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: "not_accepted" | "terms_changed" | "stopped" }
  | {
    readonly allowed: false;
    readonly reason: "paused";
    readonly until: number;
    readonly pauseReason: PauseReason;
  }
  | { readonly allowed: false; readonly reason: "budget_spent"; readonly until: number };

export function checkPolicy(policy: Policy, now: number, versions: Versions): PolicyDecision {
  const { accepted, killed } = policy;
  if (!accepted) return { allowed: false, reason: "not_accepted" };
  if (accepted.termsVersion !== versions.terms) return { allowed: false, reason: "terms_changed" };
  if (killed) return { allowed: false, reason: "stopped" };
  const pause = activePause(policy, now, versions);
  if (pause) {
    return { allowed: false, reason: "paused", until: pause.until, pauseReason: pause.why };
  }
  if (requestsUsedOn(policy, now) >= policy.budget) {
    return { allowed: false, reason: "budget_spent", until: startOfDayAfter(now, 1) };
  }
  return { allowed: true };
}

export function activePause(
  { pause }: Policy,
  now: number,
  { endpoints }: Versions,
): Policy["pause"] {
  if (!pause || pause.until <= now) return null;
  return pause.why === "moved" && pause.routes !== endpoints ? null : pause;
}

export const requestsUsedOn = ({ day, used }: Policy, now: number): number =>
  day === dayOf(now) ? used : 0;

/** @param random from 0 to 1 */
export function msUntilNextRequest({ lastRequestAt }: Policy, now: number, random: number): number {
  const gap = GAP_MS * (1 + random);
  // After the clock was set back the wait must not exceed the gap.
  return Math.min(Math.max(lastRequestAt + gap - now, 0), gap);
}

export function accept(policy: Policy, now: number, termsVersion: string): Policy {
  return { ...policy, accepted: { at: now, termsVersion }, killed: false };
}

export function revoke(policy: Policy): Policy {
  return { ...policy, accepted: null };
}

/** Called before the request is sent, so that a killed program cannot exceed the budget. */
export function countRequest(policy: Policy, now: number): Policy {
  return {
    ...policy,
    day: dayOf(now),
    used: requestsUsedOn(policy, now) + 1,
    lastRequestAt: now,
  };
}

/** Called after a good response. */
export function clearPause(policy: Policy): Policy {
  return { ...policy, pause: null, refusals: 0 };
}

/** @param askedMs the pause that the marketplace asked for; it does not count as a refusal */
export function startPause(
  policy: Policy,
  reason: PauseReason,
  { now, endpoints, askedMs }: { now: number; endpoints: string; askedMs?: number },
): Policy {
  const doubled = Math.min(FIRST_PAUSE_MS * 2 ** policy.refusals, LONGEST_PAUSE_MS);
  const until = now + (askedMs ?? doubled);
  const refusals = askedMs === undefined ? policy.refusals + 1 : policy.refusals;
  return { ...policy, pause: { until, why: reason, routes: endpoints }, refusals };
}
