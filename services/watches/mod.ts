/** Watches: saved searches that look at whatever comes into the house, and say what is new or fell in price. */
export { categoriesNamed, categoryOfId } from "./categories.ts";
export { watchesCollection } from "./collections.ts";
export { DIGEST_AT } from "./digest.ts";
export { type Hit, type HitEvent, HITS_MAX, HitSchema, listingUrl } from "./hit.ts";
export { matches } from "./matches.ts";
export { mustAskSomething, mustLimitInSitesMoney } from "./sound.ts";
export { RESTORABLE_MS } from "./sweep.ts";
export { searchOf } from "./search_of.ts";
export type { Trial } from "./trial.ts";
export {
  CHANNELS,
  type Criteria,
  DELIVERIES,
  DROP_PERCENT_MAX,
  DROP_PERCENT_MIN,
  NAME_CHARS_MAX,
  type NewWatch,
  NewWatchSchema,
  PHRASE_CHARS_MAX,
  PHRASES_MAX,
  quietSince,
  type Watch,
  WatchSchema,
} from "./watch.ts";
export { createWatches, type Watches, type WatchesDeps } from "./watches.ts";
