/** Taking an alert in: from here on it is written down, and nothing forgets it. */
import type { Clock, NewId } from "../base/clock.ts";
import type { Jobs } from "../jobs/mod.ts";
import { type Database, retrying } from "../store/mod.ts";
import { type Alert, AlertSchema, type Channel, CHANNELS } from "./alert.ts";
import { deliverAlert, deliverHeld, tryChannel } from "./delivery_jobs.ts";
import { deliveries } from "./delivery.ts";
import { type AlertSettings, readSettings } from "./settings.ts";
import { markTold, wasTold } from "./told.ts";
import { heldUntil } from "./when.ts";

export interface AcceptNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly jobs: Jobs;
  readonly channelsOn: () => Promise<ReadonlySet<Channel>>;
}

/** The subject of a trial's job, so that a page can follow it. */
export const ALERTS = "alerts";

/** A key that was told before is let go; so is what no channel wants. */
export async function accept(given: Alert, needs: AcceptNeeds): Promise<void> {
  const { db, clock } = needs;
  const alert = AlertSchema.parse(given);
  await retrying(async () => {
    if (await wasTold(db, alert.key)) return;
    const [settings, on] = await Promise.all([readSettings(db), needs.channelsOn()]);
    const change = db.change();
    markTold(change, alert.key, clock.now());
    const until = alert.urgent ? null : heldUntil(clock.now(), settings);
    for (const channel of channelsFor(alert, settings, on)) {
      line(change, { alert, channel, until }, needs);
    }
    await change.commit();
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

interface Wanted {
  readonly alert: Alert;
  readonly channel: Channel;
  readonly until: number | null;
}

/** The delivery and the job that makes it, in one change. */
function line(
  change: ReturnType<Database["change"]>,
  { alert, channel, until }: Wanted,
  { clock, newId, jobs }: AcceptNeeds,
): void {
  const delivery = { id: newId(), channel, alert, at: clock.now() };
  if (until !== null) {
    change.insert(deliveries, { ...delivery, state: "held", heldUntil: until });
    jobs.enqueue(change, deliverHeld, { channel, at: until }, { runAt: until });
    return;
  }
  change.insert(deliveries, { ...delivery, state: "waiting" });
  if (alert.topic === "test") jobs.enqueue(change, tryChannel, delivery, { subject: ALERTS });
  else jobs.enqueue(change, deliverAlert, delivery);
}
