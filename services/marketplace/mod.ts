/** Country sites, links and searches of the marketplace. Pure; every module may import it. */
export { findListingLink, type ListingLink, PASTED_CHARS_MAX, slugWords } from "./listing_link.ts";
export { findSearchLink, unknownFilters, webLink } from "./search_link.ts";
export { type MarketSearch, MarketSearchSchema, searchKey } from "./search.ts";
export {
  CONNECTED_WITH_ITALY,
  DEFAULT_SITE,
  isSite,
  type Site,
  siteFacts,
  siteOfHost,
  SITES,
} from "./sites.ts";
