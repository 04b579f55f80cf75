/** Parses the link of a search on the marketplace from pasted text, and builds such links. */
import { parseMoney } from "../base/money.ts";
import { PASTED_CHARS_MAX } from "./listing_link.ts";
import { type MarketSearch, MarketSearchSchema, ORDERS } from "./search.ts";
import { siteFacts, siteOfHost } from "./sites.ts";

const LINK =
  /(?:^|\s)(?:https?:\/\/)?((?:www\.|m\.)?vinted\.[a-z.]{2,6})\/(?:[a-z]{2}\/)?(catalog|brand)((?:\/[\w%-]+)?)(?:\?(\S*))?(?=$|\s)/i;

/** The names of id lists in the site's links. */
const NAMES = {
  catalogIds: "catalog",
  brandIds: "brand_ids",
  sizeIds: "size_ids",
  conditions: "status_ids",
  colourIds: "color_ids",
} as const;

/** Parameters that do not filter. */
const NO_FILTERS = new Set([
  ...["page", "per_page", "time", "search_id", "catalog_from", "currency", "order", "ref"],
  ...["referrer", "disabled_personalization", "global_search_session_id", "search_start_id"],
]);
const TEXT = "search_text";
const PRICES = ["price_from", "price_to"] as const;

interface LinkParts {
  readonly host: string;
  readonly page: string;
  readonly path: string;
  readonly params: URLSearchParams;
}

function splitLink(pasted: string): LinkParts | null {
  const [found, host = "", page = "", path = "", query = ""] =
    LINK.exec(pasted.slice(0, PASTED_CHARS_MAX)) ?? [];
  if (found === undefined) return null;
  // A link copied from HTML has escaped ampersands.
  const params = new URLSearchParams(query.replace(/&(?:amp|#38|#x26);/gi, "&"));
  return { host, page: page.toLowerCase(), path, params };
}

/** @returns null when the text contains no search link, or one without criteria */
export function findSearchLink(pasted: string): MarketSearch | null {
  const link = splitLink(pasted);
  const site = link && siteOfHost(link.host);
  if (!site) return null;
  const { page, path, params } = link;
  const [, pathId] = /^\/(\d+)/.exec(path) ?? [];
  const pathIds = pathId ? [Number(pathId)] : [];
  const found = MarketSearchSchema.safeParse({
    site,
    text: params.get(TEXT) ?? "",
    catalogIds: [...idsOf(params, NAMES.catalogIds), ...page === "catalog" ? pathIds : []],
    brandIds: [...idsOf(params, NAMES.brandIds), ...page === "brand" ? pathIds : []],
    sizeIds: idsOf(params, NAMES.sizeIds),
    conditions: idsOf(params, NAMES.conditions).filter((id) => id <= 4 || id === 6),
    colourIds: idsOf(params, NAMES.colourIds),
    ...limit("priceFrom", params.get("price_from")),
    ...limit("priceTo", params.get("price_to")),
    order: ORDERS.find((order) => order === params.get("order")),
  });
  return found.success && hasCriteria(found.data) ? found.data : null;
}

/**
 * Names the filters of a search link that watches and look-ups cannot apply, without brackets
 * ("material_ids", "search_by_image_uuid"). Without them the search finds much more.
 */
export function unknownFilters(pasted: string): string[] {
  const known = new Set([
    ...NO_FILTERS,
    ...Object.values(NAMES).flatMap((name) => [...spellingsOf(name)]),
    TEXT,
    ...PRICES,
  ]);
  const names = [...splitLink(pasted)?.params.entries() ?? []]
    .filter(([name, value]) => value !== "" && !known.has(name))
    .map(([name]) => name.replace(/\[\w*\]$/, ""));
  return [...new Set(names)];
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

/** Reads every known spelling: "brand_ids[]=1&brand_ids[]=2", "brand_ids=1,2" and "brand_id=1". */
function idsOf(params: URLSearchParams, name: string): number[] {
  const values = spellingsOf(name).values().flatMap((key) => params.getAll(key));
  const ids = values.flatMap((value) => value.split(",")).filter((id) => /^[1-9]\d{0,9}$/.test(id));
  return [...new Set(ids.map(Number))];
}

const spellingsOf = (name: string): Set<string> =>
  new Set([`${name}[]`, name, `${name}_ids[]`, name.replace(/s$/, "")]);

function limit(name: "priceFrom" | "priceTo", amount: string | null): Partial<MarketSearch> {
  const cents = parseMoney(amount)?.cents;
  return cents ? { [name]: cents } : {};
}

function hasCriteria({ text, priceFrom, priceTo, ...search }: MarketSearch): boolean {
  const ids = [search.catalogIds, search.brandIds, search.sizeIds, search.colourIds];
  return text !== "" || Boolean(priceFrom ?? priceTo) || ids.some((list) => list.length > 0);
}
