/** What the site is asked on behalf of a watch. */
import { type MarketSearch, siteFacts } from "../marketplace/mod.ts";
import type { Criteria } from "./watch.ts";
import { foldedWords, holds } from "./words.ts";

const TEXT_CHARS_MAX = 200;

/** The newest first, because only that order can be repeated and brings what is new. */
export function searchOf({ search, brand, limit }: Criteria): MarketSearch {
  const named = brand !== undefined && lacksBrand(search, brand) ? `${brand} ` : "";
  const { priceTo = limitOf(search, limit), ...rest } = search;
  return {
    ...rest,
    text: `${named}${search.text}`.trim().slice(0, TEXT_CHARS_MAX),
    ...(priceTo !== undefined && { priceTo }),
    order: "newest_first",
  };
}

/** It names the brand neither by its number nor by its name. */
const lacksBrand = ({ brandIds, text }: MarketSearch, brand: string): boolean =>
  brandIds.length === 0 && !holds(foldedWords(text), foldedWords(brand));

/** The price is always less than what the buyer pays in all, so nothing that fits is left out. */
function limitOf({ site, priceFrom = 0 }: MarketSearch, limit: Criteria["limit"]) {
  const asked = limit?.currency === siteFacts(site).currency && limit.cents > priceFrom;
  return asked ? limit.cents : undefined;
}
