/** The service of alerts: sends notifications to the owner over the channels that are set up. */
import type { Clock, NewId } from "../base/clock.ts";
import { invalid } from "../base/errors.ts";
import { DAY_MS } from "../base/time.ts";
import { type Job, type Jobs, SCHEDULE } from "../jobs/mod.ts";
import { type Logger, silentLogger } from "../base/log.ts";
import type { Database } from "../store/mod.ts";
import { ALERTS_SUBJECT, enqueueAlert } from "./enqueue_alert.ts";
import { type Alert, type Channel, CHANNELS } from "./alert.ts";
import {
  failAbandonedDelivery,
  handleDelivery,
  handleHeldDeliveries,
} from "./delivery_handlers.ts";
import { deliveryJob, heldDeliveryJob, trialJob } from "./delivery_jobs.ts";
import { deliveries, type Delivery } from "./delivery.ts";
import { createDevices, type Devices, getVapidKeys } from "./push_devices.ts";
import { deadJobAlert, heartbeatAlert, heartbeatJob } from "./system_alerts.ts";
import type { Translate } from "./compose_message.ts";
import type { ChannelAdapters } from "./ports.ts";
import { readSettings } from "./settings.ts";
import { type AlertSetup, createAlertSetup } from "./setup.ts";
import { cleanUpAlerts, cleanupJob, HISTORY_MAX } from "./cleanup.ts";

export interface AlertsNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly jobs: Jobs;
  readonly adapters: ChannelAdapters;
  readonly translate: Translate;
  /** The public URL of this home, if it has one. */
  readonly publicUrl?: string;
  readonly log?: Logger;
}

export interface ChannelState {
  readonly channel: Channel;
  /** Whether the channel is set up. */
  readonly on: boolean;
  /** The newest delivery on it. */
  readonly last?: Delivery;
}

export interface Alerts extends AlertSetup {
  /**
   * Sends an alert, once per key, on the enabled channels. The alert is durable when this returns; failed
   * deliveries are retried for up to an hour.
   */
  send(alert: Alert): Promise<void>;
  channels(): Promise<ChannelState[]>;
  /**
   * Sends a test alert on this channel at once; its outcome is the channel's `last`.
   * @throws Failure `alerts.channel_off`
   */
  try(channel: Channel): Promise<void>;
  /** Lists the latest deliveries, newest first, at most HISTORY_MAX. */
  recent(): Promise<Delivery[]>;
  /** Lists the active jobs of test alerts. */
  trials(): Promise<Job[]>;
  readonly devices: Omit<Devices, "listWithSubscription">;
  /** The public VAPID key that browsers subscribe with. */
  pushKey(): Promise<string>;
}

/** The jobs whose failure sends no alert, because it would fail too. */
const OWN_JOBS: readonly string[] = [
  deliveryJob.name,
  heldDeliveryJob.name,
  trialJob.name,
  heartbeatJob.name,
];

export function createAlerts(needs: AlertsNeeds): Alerts {
  const { db, clock, jobs, translate, adapters, publicUrl, newId, log = silentLogger } = needs;
  const devices = createDevices(needs);
  const keys = () => getVapidKeys(db, adapters.newVapidKeys);
  const delivering = { db, clock, jobs, translate, adapters, publicUrl, devices, keys };
  const send = (alert: Alert) => enqueueAlert(alert, { ...needs, enabledChannels });

  async function enabledChannels(): Promise<ReadonlySet<Channel>> {
    const [settings, known] = await Promise.all([readSettings(db), devices.list()]);
    return new Set(
      CHANNELS.filter((channel) =>
        channel === "push" ? known.length > 0 : settings[channel] !== undefined
      ),
    );
  }

  async function recent(): Promise<Delivery[]> {
    const { entries } = await db.list(deliveries, { reverse: true, limit: HISTORY_MAX });
    return entries.map(({ value }) => value);
  }

  async function heartbeat(): Promise<void> {
    if (!(await readSettings(db)).heartbeat) return;
    const since = clock.now() - DAY_MS;
    const failed = (await recent()).filter(({ state, at }) => state === "failed" && at > since);
    await send(heartbeatAlert(clock.now(), failed.length));
  }

  async function onJobUpdate(job: Job): Promise<void> {
    const own = OWN_JOBS.includes(job.kind);
    if (own && /^(cancelled|dead)$/.test(job.state)) await failAbandonedDelivery(job, delivering);
    if (!own && job.state === "dead") await send(await deadJobAlert(job, clock.now(), translate));
  }

  jobs.handle(deliveryJob, handleDelivery(deliveryJob, delivering));
  jobs.handle(trialJob, handleDelivery(trialJob, delivering));
  jobs.handle(heldDeliveryJob, handleHeldDeliveries(delivering));
  jobs.handle(cleanupJob, () => cleanUpAlerts(needs));
  jobs.every(cleanupJob, SCHEDULE.tidyAlerts);
  jobs.handle(heartbeatJob, heartbeat);
  jobs.every(heartbeatJob, SCHEDULE.heartbeat);
  jobs.onUpdate((job) => {
    onJobUpdate(job).catch((error) => log.error("alerts.job_update_failed", { id: job.id, error }));
  });

  return {
    ...createAlertSetup({ db, adapters }),
    send,
    recent,
    devices,
    pushKey: async () => (await keys()).publicKey,
    async channels() {
      const on = await enabledChannels();
      return await Promise.all(CHANNELS.map(async (channel) => {
        const newest = { reverse: true, limit: 1 };
        const { entries: [last] } = await db.listBy(deliveries, "channel", [channel], newest);
        return { channel, on: on.has(channel), ...(last && { last: last.value }) };
      }));
    },
    async try(channel) {
      if (!(await enabledChannels()).has(channel)) throw invalid("alerts.channel_off");
      await send({
        key: `test:${newId()}`,
        topic: "test",
        title: { key: "alerts.test_title" },
        body: { key: "alerts.test_body" },
        link: "/settings/alerts",
        channels: [channel],
        urgent: true,
      });
    },
    async trials() {
      const found = await jobs.list({ subject: ALERTS_SUBJECT });
      return found.filter(({ state }) => state === "waiting" || state === "running");
    },
  };
}
