/** A watch as its form holds it: what the seller typed, and what a pasted link brought along. */
import type { MarketSearch } from "../../services/marketplace/mod.ts";
import type { NewWatch } from "../../services/watches/mod.ts";
import type { Sent } from "../forms/body.ts";

/** Ids of the site and prices that only a link can bring; each may be taken out. */
export const LINK_FILTERS = ["catalogIds", "brandIds", "sizeIds", "colourIds"] as const;
export const LINK_PRICES = ["priceFrom", "priceTo"] as const;

const TEXTS = [
  "name",
  "site",
  "text",
  "brand",
  "category",
  "sizes",
  "wanted",
  "avoided",
  "limit",
  "dropPercent",
  "delivery",
  ...LINK_PRICES,
] as const;
const LISTS = ["conditions", "countries", "channels", ...LINK_FILTERS] as const;
const TICKS = ["news", "lookedUp"] as const;

type Texts = Record<(typeof TEXTS)[number], string>;
type Lists = Record<(typeof LISTS)[number], readonly string[]>;
type Ticks = Record<(typeof TICKS)[number], boolean>;
export type WatchFields = Readonly<Texts & Lists & Ticks>;

export function fieldsOfForm(sent: Sent): WatchFields {
  const entries = [
    ...TEXTS.map((name) => [name, (sent.get(name)?.[0] ?? "").trim()]),
    ...LISTS.map((name) => [name, sent.get(name) ?? []]),
    ...TICKS.map((name) => [name, sent.has(name)]),
  ];
  return Object.fromEntries(entries);
}

export function fieldsOfWatch(watch: NewWatch): WatchFields {
  const { name, brand, limit, dropPercent, delivery, news, lookedUp, countries } = watch;
  return {
    ...fieldsOfSearch(watch.search),
    name,
    brand: brand ?? "",
    sizes: watch.sizes.join(", "),
    wanted: watch.wanted.join(", "),
    avoided: watch.avoided.join(", "),
    limit: limit ? amount(limit.cents) : "",
    dropPercent: dropPercent === undefined ? "" : String(dropPercent),
    delivery,
    news,
    lookedUp,
    countries,
    channels: watch.channels ?? [],
  };
}

/** What a new watch begins with: a search from a link, or one that asks for nothing yet. */
export function fieldsOfSearch(search: MarketSearch): WatchFields {
  const { site, text, conditions, priceFrom, priceTo } = search;
  const strings = (ids: readonly number[]) => ids.map(String);
  return {
    name: text,
    site,
    text,
    brand: "",
    category: "",
    sizes: "",
    wanted: "",
    avoided: "",
    limit: "",
    dropPercent: "",
    delivery: "now",
    priceFrom: priceFrom === undefined ? "" : String(priceFrom),
    priceTo: priceTo === undefined ? "" : String(priceTo),
    conditions: strings(conditions),
    catalogIds: strings(search.catalogIds),
    brandIds: strings(search.brandIds),
    sizeIds: strings(search.sizeIds),
    colourIds: strings(search.colourIds),
    countries: [],
    channels: [],
    news: true,
    lookedUp: true,
  };
}

const amount = (cents: number): string => (cents / 100).toFixed(2).replace(".", ",");
