/** How the look-ups stand, as the pages say it. */
import type { InstalledBrowser } from "./browser.ts";
import type { Canary, Verdict } from "./canary.ts";
import { gate, pauseNow, type PauseReason, type Policy, usedOn } from "./policy.ts";
import { ROUTES } from "./routes.ts";
import { TERMS_VERSION } from "./terms.ts";

export const VERSIONS = { terms: TERMS_VERSION, routes: ROUTES.version };

export interface LookupState {
  readonly accepted: Policy["accepted"];
  /** What was accepted is no longer what the page says. */
  readonly termsChanged: boolean;
  /** The kill switch. */
  readonly killed: boolean;
  /** Accepted and not stopped: the switch is worth showing. */
  readonly on: boolean;
  readonly pausedUntil: number | null;
  readonly pausedWhy?: PauseReason;
  /** Requests. */
  readonly usedToday: number;
  readonly budget: number;
  readonly browser: InstalledBrowser | null;
  readonly canary: { readonly at: number; readonly verdict: Verdict } | null;
}

export function describe(
  policy: Policy,
  now: number,
  browser: InstalledBrowser | null,
  canary: Canary | null,
): LookupState {
  const { accepted, killed, budget } = policy;
  const termsChanged = accepted !== null && accepted.termsVersion !== TERMS_VERSION;
  const pause = pauseNow(policy, now, VERSIONS);
  const open = gate(policy, now, VERSIONS);
  return {
    accepted,
    termsChanged,
    killed,
    on: open.open || open.why === "paused" || open.why === "budget_spent",
    pausedUntil: pause?.until ?? null,
    ...(pause ? { pausedWhy: pause.why } : {}),
    usedToday: usedOn(policy, now),
    budget,
    browser,
    canary: canary && { at: canary.at, verdict: canary.verdict },
  };
}
