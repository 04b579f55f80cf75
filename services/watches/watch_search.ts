/** Builds the search by which a watch is looked up on the site. */
import { type MarketSearch, siteFacts } from "../marketplace/mod.ts";
import type { Criteria } from "./watch.ts";
import { containsRun, foldedWords } from "./phrases.ts";

const TEXT_CHARS_MAX = 200;

/** Sorts by newest, because only that order is repeatable and brings new listings. */
export function buildWatchSearch({ search, brand, limit }: Criteria): MarketSearch {
  const named = brand !== undefined && lacksBrand(search, brand) ? `${brand} ` : "";
  const { priceTo = upperPrice(search, limit), ...rest } = search;
  return {
    ...rest,
    text: `${named}${search.text}`.trim().slice(0, TEXT_CHARS_MAX),
    ...(priceTo !== undefined && { priceTo }),
    order: "newest_first",
  };
}

/** Whether the search names the brand neither by id nor in its text. */
const lacksBrand = ({ brandIds, text }: MarketSearch, brand: string): boolean =>
  brandIds.length === 0 && !containsRun(foldedWords(text), foldedWords(brand));

/** The listing's price is always below the total that the buyer pays, so this upper bound excludes nothing that fits. */
function upperPrice({ site, priceFrom = 0 }: MarketSearch, limit: Criteria["limit"]) {
  const asked = limit?.currency === siteFacts(site).currency && limit.cents > priceFrom;
  return asked ? limit.cents : undefined;
}
