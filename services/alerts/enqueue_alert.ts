/** Stores an alert and enqueues its deliveries, one for each channel. */
import type { Clock, NewId } from "../base/clock.ts";
import type { Jobs } from "../jobs/mod.ts";
import type { Change, Database } from "../store/mod.ts";
import { type Alert, AlertSchema, type Channel, CHANNELS } from "./alert.ts";
import { deliveryJob, heldDeliveryJob, trialJob } from "./delivery_jobs.ts";
import { deliveries } from "./delivery.ts";
import { type AlertSettings, readSettings } from "./settings.ts";
import { isKnownKey, recordKey } from "./sent_keys.ts";
import { heldUntil } from "./quiet_hours.ts";

export interface EnqueueNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly jobs: Jobs;
  readonly enabledChannels: () => Promise<ReadonlySet<Channel>>;
}

/** The subject of trial jobs, by which a page can follow them. */
export const ALERTS_SUBJECT = "alerts";

/** Ignores an alert whose key was sent before, or that no enabled channel takes. */
export async function enqueueAlert(given: Alert, needs: EnqueueNeeds): Promise<void> {
  const { db, clock } = needs;
  const alert = AlertSchema.parse(given);
  await db.transact(async (change) => {
    if (await isKnownKey(db, alert.key)) return;
    const [settings, on] = await Promise.all([readSettings(db), needs.enabledChannels()]);
    recordKey(change, alert.key, clock.now());
    const until = alert.urgent ? null : heldUntil(clock.now(), settings);
    for (const channel of channelsFor(alert, settings, on)) {
      addDelivery(change, { alert, channel, until }, needs);
    }
  });
}

function channelsFor(
  { channels, topic }: Alert,
  { routing }: AlertSettings,
  on: ReadonlySet<Channel>,
): Channel[] {
  const wanted = channels ?? (topic === "test" ? [] : routing[topic]);
  return CHANNELS.filter((channel) => wanted.includes(channel) && on.has(channel));
}

interface PlannedDelivery {
  readonly alert: Alert;
  readonly channel: Channel;
  readonly until: number | null;
}

/** Adds the delivery and its job to the same transaction. */
function addDelivery(
  change: Change,
  { alert, channel, until }: PlannedDelivery,
  { clock, newId, jobs }: EnqueueNeeds,
): void {
  const delivery = { id: newId(), channel, alert, at: clock.now() };
  if (until !== null) {
    change.insert(deliveries, { ...delivery, state: "held", heldUntil: until });
    jobs.enqueue(change, heldDeliveryJob, { channel, at: until }, { runAt: until });
    return;
  }
  change.insert(deliveries, { ...delivery, state: "waiting" });
  if (alert.topic === "test") jobs.enqueue(change, trialJob, delivery, { subject: ALERTS_SUBJECT });
  else jobs.enqueue(change, deliveryJob, delivery);
}
