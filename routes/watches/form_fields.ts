/** The form's fields of a watch: what the owner typed and what a pasted link filled in. */
import type { MarketSearch } from "../../services/marketplace/mod.ts";
import type { NewWatch } from "../../services/watches/mod.ts";
import type { Sent } from "../forms/body.ts";

/** Filters that only a link can fill in; each can be removed. */
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
const CHECKBOXES = ["news", "lookedUp"] as const;

type Texts = Record<(typeof TEXTS)[number], string>;
type Lists = Record<(typeof LISTS)[number], readonly string[]>;
type Checkboxes = Record<(typeof CHECKBOXES)[number], boolean>;
export type WatchFields = Readonly<Texts & Lists & Checkboxes>;

export function readFormFields(sent: Sent): WatchFields {
  const entries = [
    ...TEXTS.map((name) => [name, (sent.get(name)?.[0] ?? "").trim()]),
    ...LISTS.map((name) => [name, sent.get(name) ?? []]),
    ...CHECKBOXES.map((name) => [name, sent.has(name)]),
  ];
  return Object.fromEntries(entries);
}

export function toFormFields(watch: NewWatch): WatchFields {
  const { name, brand, limit, dropPercent, delivery, news, lookedUp, countries } = watch;
  return {
    ...newFormFields(watch.search),
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

/** The fields of a new watch, filled from a search. */
export function newFormFields(search: MarketSearch): WatchFields {
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
