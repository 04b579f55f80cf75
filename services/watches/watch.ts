/** A watch: its criteria, when and where it sends alerts, and its progress. */
import { DAY_MS } from "../base/time.ts";
import { z } from "zod";
import type { Channel } from "../alerts/mod.ts";
import { invalid } from "../base/errors.ts";
import type { Money } from "../base/money.ts";
import { MarketSearchSchema, siteFacts, SITES } from "../marketplace/mod.ts";
import { defineCollection } from "../store/mod.ts";

export const NAME_CHARS_MAX = 60;
export const PHRASE_CHARS_MAX = 60;
export const PHRASES_MAX = 30;
export const DROP_PERCENT_MIN = 1;
export const DROP_PERCENT_MAX = 90;
/** The muted listings of a watch; the oldest are forgotten first. */
export const MUTED_MAX = 500;

/** The channels that a watch may send alerts to. */
export const CHANNELS = ["push", "ntfy", "telegram", "email"] as const satisfies Channel[];

export const DELIVERIES = ["now", "digest"] as const;

const Phrases = z.array(z.string().trim().min(1).max(PHRASE_CHARS_MAX)).max(PHRASES_MAX).default(
  [],
);
/** The highest price that the site can filter by. */
const LIMIT_CENTS_MAX = 30_000_00;
const LimitSchema: z.ZodType<Money> = z.object({
  cents: z.number().int().positive().max(LIMIT_CENTS_MAX),
  currency: z.string().length(3),
});

const criteria = {
  /** The criteria that the site itself can filter by. */
  search: MarketSearchSchema,
  /** A name, because listings that do not come from look-ups carry no brand id. */
  brand: z.string().trim().min(1).max(PHRASE_CHARS_MAX).optional(),
  /** Title or brand must contain every phrase; of "giacca/giubbotto" one is enough. */
  wanted: Phrases,
  /** Title and brand may contain none of these phrases. */
  avoided: Phrases,
  /** As typed. One of them must be a whole word of the size label. */
  sizes: Phrases,
  /** Countries of the site that shows the listing; empty means any. */
  countries: z.array(z.enum(SITES)).max(SITES.length).default([]),
  /** The most that a buyer pays in total, without shipping. */
  limit: LimitSchema.optional(),
};
export const CriteriaSchema = z.object(criteria);
export type Criteria = z.infer<typeof CriteriaSchema>;

const notifications = {
  /** Sends an alert for new listings. */
  news: z.boolean().default(true),
  /** Sends an alert when a price falls by at least so many percent; absent means never. */
  dropPercent: z.number().int().min(DROP_PERCENT_MIN).max(DROP_PERCENT_MAX).optional(),
  /** Absent means the default channels of watch alerts. */
  channels: z.array(z.enum(CHANNELS)).min(1).optional(),
  delivery: z.enum(DELIVERIES).default("now"),
  /** Looked up on the site once a day, while look-ups are on. */
  lookedUp: z.boolean().default(true),
};

export const NewWatchSchema = z.object({
  name: z.string().trim().min(1).max(NAME_CHARS_MAX),
  ...criteria,
  ...notifications,
}).refine((watch) => watch.news || watch.dropPercent !== undefined, { path: ["news"] });
export type NewWatch = z.infer<typeof NewWatchSchema>;

export const WatchSchema = NewWatchSchema.safeExtend({
  id: z.string(),
  createdAt: z.number(),
  /** The next batch of listings is stored without an alert, because they were there before. */
  silent: z.literal(true).optional(),
  /** When listings that concern it last arrived. */
  fedAt: z.number().optional(),
  /** When it was last looked up on the site. */
  askedAt: z.number().optional(),
  /** The last digest covers hits up to this time. */
  toldAt: z.number().optional(),
  pausedAt: z.number().optional(),
  deletedAt: z.number().optional(),
  /** Keys of market listings. */
  muted: z.array(z.string()).max(MUTED_MAX).default([]),
});
export type Watch = z.infer<typeof WatchSchema>;

export const watchesCollection = defineCollection({
  name: "watches",
  schema: WatchSchema,
  version: 1,
  id: (watch) => watch.id,
});

export const isActive = ({ pausedAt, deletedAt }: Watch): boolean =>
  pausedAt === undefined && deletedAt === undefined;

/** After this time without listings the page shows a warning. */
const QUIET_MS = 3 * DAY_MS;

/** @returns since when no listing has arrived; null while listings arrive or the watch is paused */
export function quietSince(watch: Watch, now: number): number | null {
  const last = watch.fedAt ?? watch.createdAt;
  return isActive(watch) && now - last > QUIET_MS ? last : null;
}

/** @throws Failure `watches.asks_nothing` when any listing at all would match */
export function assertHasCriteria(
  { search, brand, wanted, sizes }: Pick<NewWatch, "search" | "wanted" | "sizes" | "brand">,
): void {
  const lists = [search.catalogIds, search.brandIds, search.sizeIds, wanted, sizes];
  if (search.text === "" && !brand && lists.every((list) => list.length === 0)) {
    throw invalid("watches.asks_nothing");
  }
}

/** Prices are compared in one currency, never converted. @throws Failure `watches.limit_wrong` */
export function assertLimitCurrency({ search, limit }: Pick<NewWatch, "search" | "limit">): void {
  if (limit && limit.currency !== siteFacts(search.site).currency) {
    throw invalid("watches.limit_wrong");
  }
}
