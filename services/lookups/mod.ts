/** Anonymous look-ups on the marketplace with the browser that the owner has installed: few, slow, off by default. */
export type { Hosts } from "./browser.ts";
export { LOOKUPS_SUBJECT } from "./jobs.ts";
export { createLookups, type LookupOptions, type Lookups, type StartedLookup } from "./lookups.ts";
export type { LookupState } from "./lookup_state.ts";
export { BUDGET_MAX, TERMS_VERSION } from "./policy.ts";
