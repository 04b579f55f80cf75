/** The jobs of deliveries: one alert on one channel each, so that a failing channel does not delay others. */
import { z } from "zod";
import { defineJob } from "../jobs/mod.ts";
import { CHANNELS } from "./alert.ts";

const LEASE_MS = 60_000;
/** With back-off these take 30 to 60 minutes. */
const ATTEMPTS = 12;

export const DeliveryRefSchema = z.object({ id: z.string() });
export type DeliveryRef = z.infer<typeof DeliveryRefSchema>;

export const deliveryJob = defineJob<DeliveryRef>({
  name: "deliver_alert",
  title: "alerts.job_deliver",
  payload: DeliveryRefSchema,
  lane: "house",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
});

/** A trial is not retried, because the owner waits for its result. */
export const trialJob = defineJob<DeliveryRef>({
  ...deliveryJob,
  name: "try_alert_channel",
  title: "alerts.job_try",
  attempts: 1,
});

const HeldDeliverySchema = z.object({ channel: z.enum(CHANNELS), at: z.number() });
export type HeldDelivery = z.infer<typeof HeldDeliverySchema>;

export const heldDeliveryJob = defineJob<HeldDelivery>({
  name: "deliver_held_alerts",
  title: "alerts.job_held",
  payload: HeldDeliverySchema,
  lane: "house",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
  key: ({ channel, at }) => `${channel} ${at}`,
});
