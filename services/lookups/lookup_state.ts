/** The state of the look-ups, as pages show it. */
import type { InstalledBrowser } from "./browser.ts";
import type { CanaryResult, Verdict } from "./canary.ts";
import {
  activePause,
  checkPolicy,
  type PauseReason,
  type Policy,
  requestsUsedOn,
  TERMS_VERSION,
} from "./policy.ts";
import { API } from "./endpoints.ts";

export const VERSIONS = { terms: TERMS_VERSION, endpoints: API.version };

export interface LookupState {
  readonly accepted: Policy["accepted"];
  /** The terms have changed since the owner accepted them. */
  readonly termsChanged: boolean;
  /** The owner has stopped all look-ups. */
  readonly stopped: boolean;
  /** Accepted and not stopped: every page offers to stop them. */
  readonly on: boolean;
  readonly pausedUntil: number | null;
  readonly pauseReason?: PauseReason;
  /** In requests, as is `budget`. */
  readonly usedToday: number;
  readonly budget: number;
  readonly browser: InstalledBrowser | null;
  readonly canary: { readonly at: number; readonly verdict: Verdict } | null;
}

export function describeLookupState(
  policy: Policy,
  now: number,
  browser: InstalledBrowser | null,
  canary: CanaryResult | null,
): LookupState {
  const { accepted, killed, budget } = policy;
  const termsChanged = accepted !== null && accepted.termsVersion !== TERMS_VERSION;
  const pause = activePause(policy, now, VERSIONS);
  const decision = checkPolicy(policy, now, VERSIONS);
  return {
    accepted,
    termsChanged,
    stopped: killed,
    on: decision.allowed || decision.reason === "paused" || decision.reason === "budget_spent",
    pausedUntil: pause?.until ?? null,
    ...(pause ? { pauseReason: pause.why } : {}),
    usedToday: requestsUsedOn(policy, now),
    budget,
    browser,
    canary: canary && { at: canary.at, verdict: canary.verdict },
  };
}
