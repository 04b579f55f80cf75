/** What a watch needs beyond its shape, whoever makes it: else it would find anything at all, or nothing ever. */
import { invalid } from "../base/errors.ts";
import { siteFacts } from "../marketplace/mod.ts";
import type { NewWatch } from "./watch.ts";

/** @throws Failure `watches.asks_nothing` where anything at all would match */
export function mustAskSomething(
  { search, brand, wanted, sizes }: Pick<NewWatch, "search" | "wanted" | "sizes" | "brand">,
): void {
  const lists = [search.catalogIds, search.brandIds, search.sizeIds, wanted, sizes];
  if (search.text === "" && !brand && lists.every((list) => list.length === 0)) {
    throw invalid("watches.asks_nothing");
  }
}

/** Prices are never converted to be compared. @throws Failure `watches.limit_wrong` */
export function mustLimitInSitesMoney({ search, limit }: Pick<NewWatch, "search" | "limit">): void {
  if (limit && limit.currency !== siteFacts(search.site).currency) {
    throw invalid("watches.limit_wrong");
  }
}
