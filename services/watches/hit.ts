/** What a watch has found: kept as it was when it was found, so that the page needs nobody else. */
import { z } from "zod";
import { type Money, MoneySchema } from "../base/money.ts";
import type { Observation } from "../market/mod.ts";
import { findListingLink, isSite, siteFacts } from "../marketplace/mod.ts";

/** The newest are kept. */
export const HITS_MAX = 200;

/** `known`: it was there before the watch began to speak. */
export const EVENTS = ["known", "new", "drop"] as const;
export type HitEvent = (typeof EVENTS)[number];

const PriceSchema = MoneySchema.extend({ cents: z.number().int().positive() });

export const HitSchema = z.object({
  watchId: z.string(),
  /** Of the observation. */
  key: z.string(),
  event: z.enum(EVENTS),
  at: z.number(),
  /** The seller has looked at it. */
  seen: z.boolean(),
  title: z.string(),
  price: PriceSchema,
  /** What it cost before it fell. */
  before: PriceSchema.optional(),
  brand: z.string().optional(),
  size: z.string().optional(),
  condition: z.literal([6, 1, 2, 3, 4]).optional(),
  mode: z.enum(["link", "capture", "file", "own", "lookup"] satisfies Observation["mode"][]),
  country: z.string(),
  /** The listing's own page on the marketplace. */
  link: z.string().optional(),
});
export type Hit = z.infer<typeof HitSchema>;

export const hitId = ({ watchId, key }: Pick<Hit, "watchId" | "key">): string =>
  `${watchId}/${key}`;

export interface Found {
  readonly observation: Observation;
  readonly key: string;
  readonly event: HitEvent;
  readonly before?: Money;
}

export function hitOf(
  watchId: string,
  { observation, key, event, before }: Found,
  at: number,
): Hit {
  const { title, price, brand, size, condition, mode, country } = observation;
  const link = listingUrl(observation);
  return {
    watchId,
    key,
    event,
    at,
    seen: event === "known",
    title,
    price,
    ...(before && { before }),
    ...(brand && { brand }),
    ...(size && { size }),
    ...(condition && { condition }),
    mode,
    country,
    ...(link && { link }),
  };
}

/** The site's own answers leave its name out; and nothing but a listing is led to, whatever a captured page says. */
export function listingUrl(
  { link = "", country }: Pick<Observation, "link" | "country">,
): string | undefined {
  const host = link.startsWith("/") && isSite(country) ? siteFacts(country).host : "";
  return findListingLink(host + link)?.url;
}
