/** Anonymous look-ups with the browser the owner has installed: slow, few, off by default, and never disguised. */
export type { Answer, Browser, Host, Hosts, InstalledBrowser, Question, Visit } from "./browser.ts";
export { type Alarm, type Canary, type Verdict, VERDICTS } from "./canary.ts";
export { LOOKUPS } from "./jobs.ts";
export {
  type AskOptions,
  createLookups,
  type LookupNeeds,
  type Lookups,
  type Started,
} from "./lookups.ts";
export type { LookupState } from "./lookup_state.ts";
export { BUDGET_MAX, PAUSE_REASONS, type PauseReason } from "./policy.ts";
export { TERMS_VERSION } from "./terms.ts";
