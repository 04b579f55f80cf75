/** A search on the marketplace, as watches store it and look-ups send it. */
import { z } from "zod";
import type { ConditionId } from "../taxonomy/facts.ts";
import { SITES } from "./sites.ts";

export const ORDERS = [
  "newest_first",
  "price_low_to_high",
  "price_high_to_low",
  "relevance",
] as const;

const TEXT_CHARS_MAX = 200;
const IDS_MAX = 50;
const CENTS_MAX = 30_000_00;

const Ids = z.array(z.number().int().positive()).max(IDS_MAX).default([]);
const Cents = z.number().int().positive().max(CENTS_MAX);

export const MarketSearchSchema = z.object({
  site: z.enum(SITES),
  text: z.string().trim().max(TEXT_CHARS_MAX).default(""),
  /** Ids of the marketplace, as in its links. */
  catalogIds: Ids,
  brandIds: Ids,
  sizeIds: Ids,
  conditions: z.array(z.literal([6, 1, 2, 3, 4] satisfies ConditionId[])).max(5).default([]),
  colourIds: Ids,
  /** The price without fees, in cents of the site's currency. */
  priceFrom: Cents.optional(),
  priceTo: Cents.optional(),
  /** The results of "relevance" are not repeatable; the other orders are. */
  order: z.enum(ORDERS).default("newest_first"),
});
export type MarketSearch = z.infer<typeof MarketSearchSchema>;

/** Equal for equivalent searches, whatever the order of ids and the spacing and case of words. */
export function searchKey(search: MarketSearch): string {
  const { site, text, priceFrom = "", priceTo = "", order } = search;
  const ids = [
    search.catalogIds,
    search.brandIds,
    search.sizeIds,
    search.conditions,
    search.colourIds,
  ].map((list) => [...new Set(list)].sort((a, b) => a - b).join(","));
  const words = text.toLowerCase().split(/\s+/).filter(Boolean).join(" ");
  return JSON.stringify([site, words, ...ids, priceFrom, priceTo, order]);
}
