/** The link of a search on the marketplace's own pages: read from what was pasted, written to be opened. */
import { parseMoney } from "../money.ts";
import { PASTED_CHARS_MAX } from "./listing_link.ts";
import { type MarketSearch, MarketSearchSchema, ORDERS } from "./search.ts";
import { siteFacts, siteOfHost } from "./sites.ts";

const LINK =
  /(?:^|\s)(?:https?:\/\/)?((?:www\.|m\.)?vinted\.[a-z.]{2,6})\/(?:[a-z]{2}\/)?catalog((?:\/[\w%-]+)?)(?:\?(\S*))?(?=$|\s)/i;

/** What the site's own pages call each list of ids, the first as it is written. */
const NAMES = {
  catalogIds: "catalog",
  brandIds: "brand_ids",
  sizeIds: "size_ids",
  conditions: "status_ids",
  colourIds: "color_ids",
} as const;

/** Null where what was pasted holds no search, or asks for nothing at all. */
export function findSearchLink(pasted: string): MarketSearch | null {
  const [, host = "", path = "", query = ""] = LINK.exec(pasted.slice(0, PASTED_CHARS_MAX)) ?? [];
  const site = siteOfHost(host);
  if (!site) return null;
  const params = new URLSearchParams(query);
  const [, category] = /^\/(\d+)/.exec(path) ?? [];
  const catalogIds = [...idsOf(params, NAMES.catalogIds), ...category ? [Number(category)] : []];
  const found = MarketSearchSchema.safeParse({
    site,
    text: params.get("search_text") ?? "",
    catalogIds,
    brandIds: idsOf(params, NAMES.brandIds),
    sizeIds: idsOf(params, NAMES.sizeIds),
    conditions: idsOf(params, NAMES.conditions).filter((id) => id <= 4 || id === 6),
    colourIds: idsOf(params, NAMES.colourIds),
    ...limit("priceFrom", params.get("price_from")),
    ...limit("priceTo", params.get("price_to")),
    order: ORDERS.find((order) => order === params.get("order")),
  });
  return found.success && asksSomething(found.data) ? found.data : null;
}

export function webLink(search: MarketSearch): string {
  const url = new URL(`https://${siteFacts(search.site).host}/catalog`);
  if (search.text) url.searchParams.set("search_text", search.text);
  for (const [list, name] of Object.entries(NAMES) as [keyof typeof NAMES, string][]) {
    for (const id of search[list]) url.searchParams.append(`${name}[]`, String(id));
  }
  const { currency } = siteFacts(search.site);
  for (const [name, cents] of [["price_from", search.priceFrom], ["price_to", search.priceTo]]) {
    if (typeof cents === "number") url.searchParams.set(String(name), (cents / 100).toFixed(2));
  }
  if (search.priceFrom ?? search.priceTo) url.searchParams.set("currency", currency);
  url.searchParams.set("order", search.order);
  return url.href;
}

/** "brand_ids[]=1&brand_ids[]=2", "brand_ids=1,2" and "brand_id=1" have all been seen. */
function idsOf(params: URLSearchParams, name: string): number[] {
  const spellings = [`${name}[]`, name, `${name}_ids[]`, name.replace(/s$/, "")];
  const values = new Set(spellings).values().flatMap((key) => params.getAll(key));
  const ids = values.flatMap((value) => value.split(",")).filter((id) => /^[1-9]\d{0,9}$/.test(id));
  return [...new Set(ids.map(Number))];
}

function limit(name: "priceFrom" | "priceTo", amount: string | null): Partial<MarketSearch> {
  const cents = parseMoney(amount)?.cents;
  return cents ? { [name]: cents } : {};
}

function asksSomething({ text, priceFrom, priceTo, ...search }: MarketSearch): boolean {
  const ids = [search.catalogIds, search.brandIds, search.sizeIds, search.colourIds];
  return text !== "" || Boolean(priceFrom ?? priceTo) || ids.some((list) => list.length > 0);
}
