/** The room's door: what is to be told, and how the owner wants to hear it. */
import type { Clock, NewId } from "../base/clock.ts";
import { invalid } from "../base/errors.ts";
import { DAY_MS } from "../base/time.ts";
import { type Job, type Jobs, SCHEDULE } from "../jobs/mod.ts";
import { type Logger, silentLogger } from "../base/log.ts";
import type { Database } from "../store/mod.ts";
import { accept, ALERTS } from "./accept.ts";
import { type Alert, type Channel, CHANNELS } from "./alert.ts";
import { alertOfDeadJob } from "./dead_jobs.ts";
import { runHeld } from "./deliver_held.ts";
import { gaveUp, runOne } from "./deliver_one.ts";
import { deliverAlert, deliverHeld, tryChannel } from "./delivery_jobs.ts";
import { deliveries, type Delivery } from "./delivery.ts";
import { createDevices, type Devices } from "./devices.ts";
import { heartbeatOf, sendHeartbeat } from "./heartbeat.ts";
import type { Say } from "./letter.ts";
import type { Outlets } from "./ports.ts";
import { readSettings } from "./settings.ts";
import { createSetup, type Setup } from "./setup.ts";
import { HISTORY_MAX, tidy, tidyAlerts } from "./tidy.ts";
import { vapidKeys } from "./vapid_keys.ts";

export interface AlertsNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly jobs: Jobs;
  readonly outlets: Outlets;
  readonly say: Say;
  /** Under which this home is known to the world, if it is. */
  readonly publicUrl?: string;
  readonly log?: Logger;
}

export interface ChannelState {
  readonly channel: Channel;
  /** Whether it leads anywhere. */
  readonly on: boolean;
  /** What became of the newest alert on it. */
  readonly last?: Delivery;
}

export interface Alerts extends Setup {
  /**
   * Tells the owner, once for each key, on the channels that are on. Durable when it returns; what cannot be
   * sent is tried again for up to an hour.
   */
  send(alert: Alert): Promise<void>;
  channels(): Promise<ChannelState[]>;
  /**
   * Sends a sample on this channel at once; what became of it is the channel's `last`.
   * @throws Failure `alerts.channel_off`
   */
  try(channel: Channel): Promise<void>;
  /** The newest first, a hundred at the most. */
  recent(): Promise<Delivery[]>;
  /** Channels that are being tried now. */
  trials(): Promise<Job[]>;
  readonly devices: Omit<Devices, "withAddress">;
  /** What a browser subscribes under. */
  pushKey(): Promise<string>;
}

/** An alert that failed must not become an alert. */
const OWN_JOBS: readonly string[] = [
  deliverAlert.name,
  deliverHeld.name,
  tryChannel.name,
  sendHeartbeat.name,
];

export function createAlerts(needs: AlertsNeeds): Alerts {
  const { db, clock, jobs, say, outlets, publicUrl, newId, log = silentLogger } = needs;
  const devices = createDevices(needs);
  const keys = () => vapidKeys(db, outlets.newVapidKeys);
  const delivering = { db, clock, jobs, say, outlets, publicUrl, devices, keys };
  const send = (alert: Alert) => accept(alert, { ...needs, channelsOn });

  async function channelsOn(): Promise<ReadonlySet<Channel>> {
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
    await send(heartbeatOf(clock.now(), failed.length));
  }

  async function hear(job: Job): Promise<void> {
    const own = OWN_JOBS.includes(job.kind);
    if (own && /^(cancelled|dead)$/.test(job.state)) await gaveUp(job, delivering);
    if (!own && job.state === "dead") await send(await alertOfDeadJob(job, clock.now(), say));
  }

  jobs.handle(deliverAlert, runOne(deliverAlert, delivering));
  jobs.handle(tryChannel, runOne(tryChannel, delivering));
  jobs.handle(deliverHeld, runHeld(delivering));
  jobs.handle(tidyAlerts, () => tidy(needs));
  jobs.every(tidyAlerts, SCHEDULE.tidyAlerts);
  jobs.handle(sendHeartbeat, heartbeat);
  jobs.every(sendHeartbeat, SCHEDULE.heartbeat);
  jobs.onUpdate((job) => {
    hear(job).catch((error) => log.error("alerts.not_heard", { id: job.id, error }));
  });

  return {
    ...createSetup({ db, outlets }),
    send,
    recent,
    devices,
    pushKey: async () => (await keys()).publicKey,
    async channels() {
      const on = await channelsOn();
      return await Promise.all(CHANNELS.map(async (channel) => {
        const newest = { reverse: true, limit: 1 };
        const { entries: [last] } = await db.listBy(deliveries, "channel", [channel], newest);
        return { channel, on: on.has(channel), ...(last && { last: last.value }) };
      }));
    },
    async try(channel) {
      if (!(await channelsOn()).has(channel)) throw invalid("alerts.channel_off");
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
      const found = await jobs.list({ subject: ALERTS });
      return found.filter(({ state }) => state === "waiting" || state === "running");
    },
  };
}
