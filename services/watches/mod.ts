/** Watches: saved searches over all captured market listings, with alerts for new listings and price drops. */
export { categoryByVintedId, findCategories } from "./categories.ts";
export { DIGEST_AT } from "./hit_alerts.ts";
export { type Hit, type HitEvent, HITS_MAX, HitSchema, listingUrl } from "./hits.ts";
export { RESTORABLE_MS } from "./purge.ts";
export { buildWatchSearch } from "./watch_search.ts";
export type { Trial } from "./trial.ts";
export {
  assertHasCriteria,
  assertLimitCurrency,
  CHANNELS,
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
  watchesCollection,
  WatchSchema,
} from "./watch.ts";
export { createWatches, type Watches } from "./watches.ts";
