/** The jobs that carry alerts: one alert on one channel, so that a channel that is down holds up no other. */
import { z } from "zod";
import { defineJob } from "../jobs/mod.ts";
import { CHANNELS } from "./alert.ts";

const LEASE_MS = 60_000;
/** With the pauses between them, half an hour to an hour. */
const ATTEMPTS = 12;

export const OneSchema = z.object({ id: z.string() });
export type One = z.infer<typeof OneSchema>;

export const deliverAlert = defineJob<One>({
  name: "deliver_alert",
  title: "alerts.job_deliver",
  payload: OneSchema,
  lane: "house",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
});

/** Who tries a channel wants to know now, not after an hour. */
export const tryChannel = defineJob<One>({
  ...deliverAlert,
  name: "try_alert_channel",
  title: "alerts.job_try",
  attempts: 1,
});

const HeldSchema = z.object({ channel: z.enum(CHANNELS), at: z.number() });
export type Held = z.infer<typeof HeldSchema>;

export const deliverHeld = defineJob<Held>({
  name: "deliver_held_alerts",
  title: "alerts.job_held",
  payload: HeldSchema,
  lane: "house",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
  key: ({ channel, at }) => `${channel} ${at}`,
});
