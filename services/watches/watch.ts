/** What a watch looks for, when it speaks up and where, and how far it has come. */
import { z } from "zod";
import type { Channel } from "../alerts/mod.ts";
import type { Money } from "../base/money.ts";
import { DAY_MS } from "../base/time.ts";
import { MarketSearchSchema, SITES } from "../marketplace/mod.ts";

export const NAME_CHARS_MAX = 60;
export const PHRASE_CHARS_MAX = 60;
export const PHRASES_MAX = 30;
export const DROP_PERCENT_MIN = 1;
export const DROP_PERCENT_MAX = 90;
/** Items that may never ring again; the oldest are forgotten first. */
export const MUTED_MAX = 500;

/** Where a watch may speak: the alerts' own channels. */
export const CHANNELS = ["push", "ntfy", "telegram", "email"] as const satisfies Channel[];

export const DELIVERIES = ["now", "digest"] as const;

const Phrases = z.array(z.string().trim().min(1).max(PHRASE_CHARS_MAX)).max(PHRASES_MAX).default(
  [],
);
/** As far as the site can be asked. */
const LIMIT_CENTS_MAX = 30_000_00;
const LimitSchema: z.ZodType<Money> = z.object({
  cents: z.number().int().positive().max(LIMIT_CENTS_MAX),
  currency: z.string().length(3),
});

const criteria = {
  /** What the site is asked, as far as the site can be asked. */
  search: MarketSearchSchema,
  /** In words: what comes by other ways carries no number of the site. */
  brand: z.string().trim().min(1).max(PHRASE_CHARS_MAX).optional(),
  /** All of them in the title or the brand; of "giacca/giubbotto" one is enough. */
  wanted: Phrases,
  /** None of them. */
  avoided: Phrases,
  /** As typed; one of them as a whole word of the label. */
  sizes: Phrases,
  /** Of the site that shows it; none chosen: any. */
  countries: z.array(z.enum(SITES)).max(SITES.length).default([]),
  /** The most that a buyer pays in all, without shipping. */
  limit: LimitSchema.optional(),
};
export const CriteriaSchema = z.object(criteria);
export type Criteria = z.infer<typeof CriteriaSchema>;

const routing = {
  /** Speaks of what was never seen before. */
  news: z.boolean().default(true),
  /** Speaks when a price falls by at least so many percent; absent: never. */
  dropPercent: z.number().int().min(DROP_PERCENT_MIN).max(DROP_PERCENT_MAX).optional(),
  /** Absent: wherever alerts of watches go. */
  channels: z.array(z.enum(CHANNELS)).min(1).optional(),
  delivery: z.enum(DELIVERIES).default("now"),
  /** Asked of the site once a day, while look-ups are on. */
  lookedUp: z.boolean().default(true),
};

export const NewWatchSchema = z.object({
  name: z.string().trim().min(1).max(NAME_CHARS_MAX),
  ...criteria,
  ...routing,
}).refine((watch) => watch.news || watch.dropPercent !== undefined, { path: ["news"] });
export type NewWatch = z.infer<typeof NewWatchSchema>;

export const WatchSchema = NewWatchSchema.safeExtend({
  id: z.string(),
  createdAt: z.number(),
  /** The next feed only shows what is there already: it raises nothing. */
  silent: z.literal(true).optional(),
  /** When something last came that concerns it. */
  fedAt: z.number().optional(),
  /** When the site was last asked for it. */
  askedAt: z.number().optional(),
  /** What was found until then has been told. */
  toldAt: z.number().optional(),
  pausedAt: z.number().optional(),
  deletedAt: z.number().optional(),
  /** Keys of observations. */
  muted: z.array(z.string()).max(MUTED_MAX).default([]),
});
export type Watch = z.infer<typeof WatchSchema>;

export const isActive = ({ pausedAt, deletedAt }: Watch): boolean =>
  pausedAt === undefined && deletedAt === undefined;

/** Longer without a feed is worth a word on the page. */
export const QUIET_MS = 3 * DAY_MS;

/** Since when nothing has come that concerns it; `null` while it is fed, or rests. */
export function quietSince(watch: Watch, now: number): number | null {
  const last = watch.fedAt ?? watch.createdAt;
  return isActive(watch) && now - last > QUIET_MS ? last : null;
}
