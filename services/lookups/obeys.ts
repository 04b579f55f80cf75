/** Whether the results are those that were asked for: filters that are no longer understood are ignored in silence. */
import { type MarketSearch, siteFacts } from "../marketplace/mod.ts";
import type { Observation } from "../market/mod.ts";

/** A few strays are usual: a brand typed by hand, a price changed a moment ago. */
const OBEYING_SHARE = 0.9;
/** Sub-brands go by names of their own. */
const BRANDED_SHARE = 0.6;
/** Of fewer results nothing can be said about their brands. */
const BRANDED_MIN = 8;

type Seen = Pick<Observation, "price" | "brand" | "condition">;

export function obeys(seen: readonly Seen[], search: MarketSearch): boolean {
  return obeysPrices(seen, search) && obeysConditions(seen, search) && obeysBrands(seen, search);
}

function obeysPrices(seen: readonly Seen[], search: MarketSearch): boolean {
  const { site, priceFrom = 0, priceTo = Infinity } = search;
  const { currency } = siteFacts(site);
  const asked = seen.filter(({ price }) => price.currency === currency);
  return share(asked, ({ price }) => price.cents >= priceFrom && price.cents <= priceTo) >=
    OBEYING_SHARE;
}

function obeysConditions(seen: readonly Seen[], { conditions }: MarketSearch): boolean {
  if (conditions.length === 0) return true;
  const told = seen.filter(({ condition }) => condition !== undefined);
  return share(told, ({ condition }) => conditions.includes(condition!)) >= OBEYING_SHARE;
}

/** The filter has numbers, the results have names: so many brands were asked for, so few must make up most of it. */
function obeysBrands(seen: readonly Seen[], { brandIds }: MarketSearch): boolean {
  if (brandIds.length === 0) return true;
  const names = seen.flatMap(({ brand }) => brand ? [firstWord(brand)] : []);
  if (names.length < BRANDED_MIN) return true;
  const counts = [...Map.groupBy(names, (name) => name).values()].map((same) => same.length)
    .sort((a, b) => b - a);
  const most = counts.slice(0, brandIds.length).reduce((sum, count) => sum + count, 0);
  return most / names.length >= BRANDED_SHARE;
}

const firstWord = (brand: string): string => brand.toLowerCase().split(/\s+/)[0]!;

function share<T>(all: readonly T[], isSo: (one: T) => boolean): number {
  return all.length === 0 ? 1 : all.filter(isSo).length / all.length;
}
