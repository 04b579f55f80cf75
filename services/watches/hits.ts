/** Hits: the market listings that a watch has found, stored as they were when they were found. */
import { z } from "zod";
import { type Money, MoneySchema } from "../base/money.ts";
import type { Observation } from "../market/mod.ts";
import { findListingLink, isSite, siteFacts } from "../marketplace/mod.ts";
import { type Database, defineCollection, type Row, writeInChunks } from "../store/mod.ts";
import { type EditNeeds, updateWatch } from "./edit.ts";
import { MUTED_MAX, type Watch } from "./watch.ts";

/** The hits that are kept for each watch; the oldest are deleted first. */
export const HITS_MAX = 200;

/** `known`: the listing was there before the watch sent its first alert. */
const EVENTS = ["known", "new", "drop"] as const;
export type HitEvent = (typeof EVENTS)[number];

const PriceSchema = MoneySchema.extend({ cents: z.number().int().positive() });

export const HitSchema = z.object({
  watchId: z.string(),
  /** The key of the market listing. */
  key: z.string(),
  event: z.enum(EVENTS),
  at: z.number(),
  /** Whether the owner has looked at it. */
  seen: z.boolean(),
  title: z.string(),
  price: PriceSchema,
  /** The price before the drop. */
  before: PriceSchema.optional(),
  brand: z.string().optional(),
  size: z.string().optional(),
  condition: z.literal([6, 1, 2, 3, 4]).optional(),
  mode: z.enum(["link", "capture", "file", "own", "lookup"] satisfies Observation["mode"][]),
  country: z.string(),
  /** The URL of the listing's page on the marketplace. */
  link: z.string().optional(),
});
export type Hit = z.infer<typeof HitSchema>;

export const hitId = ({ watchId, key }: Pick<Hit, "watchId" | "key">): string =>
  `${watchId}/${key}`;

export const hitsCollection = defineCollection({
  name: "watch_hits",
  schema: HitSchema,
  version: 1,
  id: hitId,
  indexes: {
    watch: (hit) => [hit.watchId, hit.at],
    unseen: (hit) => hit.seen ? null : [hit.watchId],
  },
});

export interface Match {
  readonly observation: Observation;
  readonly key: string;
  readonly event: HitEvent;
  readonly before?: Money;
}

export function createHit(
  watchId: string,
  { observation, key, event, before }: Match,
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

/**
 * The absolute URL of a listing's page. Relative links get the site's host, because the site's API leaves it out.
 * @returns undefined for any link that is not a listing's, whatever a captured page says
 */
export function listingUrl(
  { link = "", country }: Pick<Observation, "link" | "country">,
): string | undefined {
  const host = link.startsWith("/") && isSite(country) ? siteFacts(country).host : "";
  return findListingLink(host + link)?.url;
}

interface Needs {
  readonly db: Database;
}

/** Lists the hits, newest first. */
export async function listHits({ db }: Needs, watchId: string): Promise<Hit[]> {
  const options = { limit: HITS_MAX, reverse: true };
  const { entries } = await db.listBy(hitsCollection, "watch", [watchId], options);
  return entries.map(({ value }) => value);
}

export async function countUnseen({ db }: Needs, watchId: string): Promise<number> {
  return (await listUnseen({ db }, watchId)).length;
}

export async function markAllSeen({ db }: Needs, watchId: string): Promise<void> {
  await writeInChunks(
    db,
    await listUnseen({ db }, watchId),
    (change, row) => change.update(hitsCollection, row, { ...row.value, seen: true }),
  );
}

async function listUnseen({ db }: Needs, watchId: string): Promise<Row<Hit>[]> {
  const { entries } = await db.listBy(hitsCollection, "unseen", [watchId], { limit: HITS_MAX });
  return entries;
}

/** Excludes one listing from all further alerts of the watch. */
export const muteListing = (needs: EditNeeds, id: string, key: string): Promise<Watch> =>
  updateWatch(needs, id, (watch) => ({
    ...watch,
    muted: [...watch.muted.filter((other) => other !== key), key].slice(-MUTED_MAX),
  }));

export const unmuteListing = (needs: EditNeeds, id: string, key: string): Promise<Watch> =>
  updateWatch(
    needs,
    id,
    (watch) => ({ ...watch, muted: watch.muted.filter((other) => other !== key) }),
  );
