/** A delivery: one alert on one channel, with its outcome. The newest hundred are the history that the owner sees. */
import { z } from "zod";
import { type Database, defineCollection, type Row } from "../store/mod.ts";
import { AlertSchema, type Channel, CHANNELS } from "./alert.ts";

/** `waiting` has a job, `held` waits for the end of quiet hours or for the digest. */
export const DELIVERY_STATES = ["waiting", "held", "sent", "failed"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

const DeliverySchema = z.object({
  id: z.string(),
  channel: z.enum(CHANNELS),
  alert: AlertSchema,
  state: z.enum(DELIVERY_STATES),
  at: z.number(),
  heldUntil: z.number().optional(),
  endedAt: z.number().optional(),
  /** The error of the last attempt; while `waiting` it will be retried. */
  error: z.object({
    key: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  }).optional(),
  /** Ids of the devices that have it, when others do not yet. */
  reached: z.array(z.string()).optional(),
});
export type Delivery = z.infer<typeof DeliverySchema>;
export type DeliveryRow = Row<Delivery>;

export const deliveries = defineCollection<Delivery>({
  name: "alert_delivery",
  schema: DeliverySchema,
  version: 1,
  id: ({ id }) => id,
  indexes: {
    channel: ({ channel }) => [channel],
    held: ({ state, channel, heldUntil }) => state === "held" ? [channel, heldUntil!] : null,
  },
});

/** The alerts in one digest. */
export const DIGEST_MAX = 50;

/** Lists held deliveries that are due, oldest first. */
export async function dueHeld(db: Database, channel: Channel, now: number): Promise<DeliveryRow[]> {
  const options = { limit: DIGEST_MAX };
  const { entries } = await db.listBy(deliveries, "held", [channel], options);
  return entries.filter(({ value }) => value.heldUntil! <= now);
}

/** Applies a change to the current versions of deliveries. */
export async function updateDeliveries(
  db: Database,
  ids: readonly string[],
  next: (delivery: Delivery) => Delivery,
): Promise<void> {
  await db.transact(async (change) => {
    const rows = await db.getMany(deliveries, ids);
    for (const row of rows) if (row) change.update(deliveries, row, next(row.value));
  });
}

export const markSent = (at: number) => (delivery: Delivery): Delivery => {
  const { error: _, ...rest } = delivery;
  return { ...rest, state: "sent", endedAt: at };
};
