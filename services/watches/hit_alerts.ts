/** Alerts about hits: one per batch of listings at once, or one digest a day. Jobs send them, so they survive a restart. */
import { buyerTotal, type Money } from "../base/money.ts";
import { z } from "zod";
import type { Alert } from "../alerts/mod.ts";
import { defineJob } from "../jobs/mod.ts";
import { nextTime } from "../jobs/recurring.ts";
import type { Database } from "../store/mod.ts";
import { type Hit, HITS_MAX, hitsCollection } from "./hits.ts";
import { isActive, watchesCollection } from "./watch.ts";

const LEASE_MS = 60_000;
const ATTEMPTS = 5;
const BEST_COUNT = 3;

const AmountSchema: z.ZodType<Money> = z.object({ cents: z.number(), currency: z.string() });

const HitAlertSchema = z.object({
  watchId: z.string(),
  alertKey: z.string(),
  count: z.number().int(),
  /** The cheapest listings by the total that the buyer pays. */
  best: z.array(z.object({
    title: z.string(),
    total: AmountSchema,
    before: AmountSchema.optional(),
  })),
  /** The link of the listing, when there is only one. */
  link: z.string().optional(),
});
type HitAlert = z.infer<typeof HitAlertSchema>;

export const hitAlertJob = defineJob({
  name: "watch_tell",
  title: "watches.job_tell",
  payload: HitAlertSchema,
  lane: "house",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
  key: ({ alertKey }) => alertKey,
});

/** @param hits at least one */
export function composeHitAlert(watchId: string, hits: readonly Hit[]): HitAlert {
  const cheapest = hits.toSorted((a, b) => a.price.cents - b.price.cents);
  const [first] = cheapest;
  const isOnly = hits.length === 1;
  const link = first?.link;
  return {
    watchId,
    alertKey: alertKey(first!) + (isOnly ? "" : `+${hits.length - 1}`),
    count: hits.length,
    best: cheapest.slice(0, BEST_COUNT).map(({ title, price, before }) => ({
      title,
      total: buyerTotal(price).total,
      ...(before && { before: buyerTotal(before).total }),
    })),
    ...(isOnly && link && { link }),
  };
}

/** Alerts with the same key are sent once, also after a restart. */
const alertKey = ({ watchId, key, event, price }: Hit): string =>
  `watch:${watchId}:${key}:${event === "drop" ? `drop:${price.cents}` : event}`;

interface HitAlertNeeds {
  readonly db: Database;
  readonly alert: (alert: Alert) => Promise<void>;
  /** Formats an amount in the owner's language. */
  readonly formatMoney: (amount: Money) => Promise<string>;
}

/** Sends nothing for a watch that was paused or deleted meanwhile. */
export async function sendHitAlert(
  { db, alert, formatMoney }: HitAlertNeeds,
  hitAlert: HitAlert,
): Promise<void> {
  const watch = (await db.get(watchesCollection, hitAlert.watchId))?.value;
  if (!watch || !isActive(watch)) return;
  const lines = await Promise.all(hitAlert.best.map(async ({ title, total, before }) => {
    const was = before ? ` (${await formatMoney(before)})` : "";
    return `${title} · ${await formatMoney(total)}${was}`;
  }));
  await alert({
    key: hitAlert.alertKey,
    topic: "watch",
    title: { key: "watches.alert_title", params: { name: watch.name, count: hitAlert.count } },
    body: {
      key: "watches.alert_body",
      params: { lines: lines.join("\n"), more: hitAlert.count - lines.length },
    },
    link: hitAlert.link ?? `/watches/${watch.id}`,
    ...(watch.channels && { channels: watch.channels }),
  });
}

/** Local time in Italy. */
export const DIGEST_AT = "19:00";

export const digestJob = defineJob({
  name: "watch_digest",
  title: "watches.job_tell",
  payload: z.object({ watchId: z.string() }),
  lane: "house",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
  key: ({ watchId }) => watchId,
});

export const nextDigest = (now: number): number => nextTime({ dailyAt: DIGEST_AT }, now);

/** Leaves out hits that the owner has seen or muted meanwhile. */
export async function sendDigest(needs: HitAlertNeeds, watchId: string): Promise<void> {
  const { db } = needs;
  const row = await db.get(watchesCollection, watchId);
  if (!row) return;
  const { muted, toldAt = 0 } = row.value;
  const { entries } = await db.listBy(hitsCollection, "unseen", [watchId], { limit: HITS_MAX });
  const hits = entries.map(({ value }) => value)
    .filter(({ at, key }) => at > toldAt && !muted.includes(key));
  if (hits.length === 0) return;
  await sendHitAlert(needs, composeHitAlert(watchId, hits));
  const latest = Math.max(...hits.map(({ at }) => at));
  await db.edit(watchesCollection, watchId, (watch) => watch && { ...watch, toldAt: latest });
}
