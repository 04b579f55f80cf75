/** One alert for all that one feed brought, told by a job so that a restart does not swallow it. */
import { z } from "zod";
import type { Alert } from "../alerts/mod.ts";
import { defineJob } from "../jobs/mod.ts";
import { buyerTotal, type Money } from "../base/money.ts";
import type { Database } from "../store/mod.ts";
import { watchesCollection } from "./collections.ts";
import type { Hit } from "./hit.ts";
import { isActive } from "./watch.ts";

const LEASE_MS = 60_000;
const ATTEMPTS = 5;
const BEST_COUNT = 3;

const AmountSchema: z.ZodType<Money> = z.object({ cents: z.number(), currency: z.string() });

const TidingsSchema = z.object({
  watchId: z.string(),
  alertKey: z.string(),
  count: z.number().int(),
  /** What costs the buyer least, in all. */
  best: z.array(z.object({
    title: z.string(),
    total: AmountSchema,
    before: AmountSchema.optional(),
  })),
  /** Of the one listing, where it is only one. */
  link: z.string().optional(),
});
export type Tidings = z.infer<typeof TidingsSchema>;

export const tellJob = defineJob({
  name: "watch_tell",
  title: "watches.job_tell",
  payload: TidingsSchema,
  lane: "house",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
  key: ({ alertKey }) => alertKey,
});

/** At least one hit. */
export function tidings(watchId: string, hits: readonly Hit[]): Tidings {
  const cheapest = hits.toSorted((a, b) => a.price.cents - b.price.cents);
  const [first] = cheapest;
  const alone = hits.length === 1;
  const link = first?.link;
  return {
    watchId,
    alertKey: alertKey(first!) + (alone ? "" : `+${hits.length - 1}`),
    count: hits.length,
    best: cheapest.slice(0, BEST_COUNT).map(({ title, price, before }) => ({
      title,
      total: buyerTotal(price).total,
      ...(before && { before: buyerTotal(before).total }),
    })),
    ...(alone && link && { link }),
  };
}

/** The same event is never told twice; the alerts keep these keys through a restart. */
const alertKey = ({ watchId, key, event, price }: Hit): string =>
  `watch:${watchId}:${key}:${event === "drop" ? `drop:${price.cents}` : event}`;

export interface TellNeeds {
  readonly db: Database;
  readonly alert: (alert: Alert) => Promise<void>;
  /** An amount as the owner reads it. */
  readonly sayMoney: (amount: Money) => Promise<string>;
}

/** A watch that was paused or deleted meanwhile is silent. */
export async function tell({ db, alert, sayMoney }: TellNeeds, told: Tidings): Promise<void> {
  const watch = (await db.get(watchesCollection, told.watchId))?.value;
  if (!watch || !isActive(watch)) return;
  const lines = await Promise.all(told.best.map(async ({ title, total, before }) => {
    const was = before ? ` (${await sayMoney(before)})` : "";
    return `${title} · ${await sayMoney(total)}${was}`;
  }));
  await alert({
    key: told.alertKey,
    topic: "watch",
    title: { key: "watches.alert_title", params: { name: watch.name, count: told.count } },
    body: {
      key: "watches.alert_body",
      params: { lines: lines.join("\n"), more: told.count - lines.length },
    },
    link: told.link ?? `/watches/${watch.id}`,
    ...(watch.channels && { channels: watch.channels }),
  });
}
