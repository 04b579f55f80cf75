/**
 * Checks whether results answer the search that was sent. The marketplace ignores filters that it no longer
 * knows, without an error, so the results themselves are compared with the filters.
 */
import { type MarketSearch, siteFacts } from "../marketplace/mod.ts";
import type { Observation, Reading } from "../market/mod.ts";

type ResultVerdict = "fine" | "empty" | "filters_ignored" | "shape_changed";

/** A larger share of entries that the parser could not read means that the response has another shape. */
const UNREADABLE_SHARE_MAX = 0.5;
/** A few exceptions are usual: a brand typed by hand, a price changed a moment ago. */
const MATCHING_SHARE_MIN = 0.9;
/** Lower for brands, because sub-brands go by names of their own. */
const BRAND_SHARE_MIN = 0.6;
/** With fewer named brands the share says nothing. */
const BRAND_SAMPLE_MIN = 8;

export function checkResults(reading: Reading, search: MarketSearch): ResultVerdict {
  const { kind, observations, dropped, notUnderstood } = reading;
  const unreadable = sum(notUnderstood);
  if (kind !== "answer" || unreadable > 0 && observations.length === 0) return "shape_changed";
  if (unreadable > (observations.length + unreadable) * UNREADABLE_SHARE_MAX) {
    return "shape_changed";
  }
  if (observations.length === 0 && sum(dropped) === 0) return "empty";
  return matchesFilters(observations, search) ? "fine" : "filters_ignored";
}

/** Counts every listing of the response, also those that the parser left out. */
export function countListings({ observations, dropped, notUnderstood }: Reading): number {
  return observations.length + sum(dropped) + sum(notUnderstood);
}

type FilteredFacts = Pick<Observation, "price" | "brand" | "condition">;

function matchesFilters(listings: readonly FilteredFacts[], search: MarketSearch): boolean {
  return matchesPrices(listings, search) && matchesConditions(listings, search) &&
    matchesBrands(listings, search);
}

function matchesPrices(listings: readonly FilteredFacts[], search: MarketSearch): boolean {
  const { site, priceFrom = 0, priceTo = Infinity } = search;
  const { currency } = siteFacts(site);
  const comparable = listings.filter(({ price }) => price.currency === currency);
  return share(comparable, ({ price }) => price.cents >= priceFrom && price.cents <= priceTo) >=
    MATCHING_SHARE_MIN;
}

function matchesConditions(
  listings: readonly FilteredFacts[],
  { conditions }: MarketSearch,
): boolean {
  if (conditions.length === 0) return true;
  const known = listings.filter(({ condition }) => condition !== undefined);
  return share(known, ({ condition }) => conditions.includes(condition!)) >= MATCHING_SHARE_MIN;
}

/** The filter holds ids, the results hold names: the n most frequent names must make up most results of n brands. */
function matchesBrands(listings: readonly FilteredFacts[], { brandIds }: MarketSearch): boolean {
  if (brandIds.length === 0) return true;
  const names = listings.flatMap(({ brand }) => brand ? [firstWord(brand)] : []);
  if (names.length < BRAND_SAMPLE_MIN) return true;
  const counts = [...Map.groupBy(names, (name) => name).values()].map((same) => same.length)
    .sort((a, b) => b - a);
  const most = counts.slice(0, brandIds.length).reduce((all, count) => all + count, 0);
  return most / names.length >= BRAND_SHARE_MIN;
}

const firstWord = (brand: string): string => brand.toLowerCase().split(/\s+/)[0]!;

function share<T>(all: readonly T[], matches: (one: T) => boolean): number {
  return all.length === 0 ? 1 : all.filter(matches).length / all.length;
}

const sum = (counts: Readonly<Partial<Record<string, number>>>): number =>
  Object.values(counts).reduce<number>((all, count) => all + (count ?? 0), 0);
