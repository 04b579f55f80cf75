/** Sends deliveries over their channel and records the outcome. */
import { pushContact } from "./push_contact.ts";
import type { Devices } from "./push_devices.ts";
import type { AlertMessage, ChannelAdapters, VapidKeys } from "./ports.ts";
import type { Clock } from "../base/clock.ts";
import { invalid, isFailure } from "../base/errors.ts";
import type { Jobs, Message } from "../jobs/mod.ts";
import type { Database } from "../store/mod.ts";
import { type Channel } from "./alert.ts";
import { type Delivery, markSent, updateDeliveries } from "./delivery.ts";
import { composeMessage, type Translate } from "./compose_message.ts";
import { type AlertSettings, readSettings } from "./settings.ts";
import { quietUntil } from "./quiet_hours.ts";

export interface DeliveryNeeds extends SendNeeds {
  readonly db: Database;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly translate: Translate;
}

/** Sends the deliveries of one channel as one message and marks them as sent. Throws the failure of the channel. */
export async function sendDeliveries(
  pending: readonly Delivery[],
  signal: AbortSignal,
  needs: DeliveryNeeds,
): Promise<void> {
  const { db, clock, translate } = needs;
  const settings = await readSettings(db);
  const [{ channel, reached: before = [] }] = pending as [Delivery];
  const message = await composeMessage(pending, { translate, baseUrl: settings.baseUrl });
  const reached = new Set(before);
  try {
    await sendToChannel({ channel, message, settings, reached, signal }, needs);
  } finally {
    if (reached.size > before.length) {
      await updateDeliveries(
        db,
        deliveryIds(pending),
        (delivery) => ({ ...delivery, reached: [...reached] }),
      );
    }
  }
  await updateDeliveries(db, deliveryIds(pending), markSent(clock.now()));
}

export const deliveryIds = (held: readonly Delivery[]): string[] => held.map(({ id }) => id);

/**
 * The end of the quiet hours if they apply now: a job may run late, after the computer slept or a server was down.
 * @returns null outside the quiet hours
 */
export async function currentQuietEnd({ db, clock }: DeliveryNeeds): Promise<number | null> {
  return quietUntil(clock.now(), await readSettings(db));
}

export function failureMessage(error: unknown): Message {
  if (!isFailure(error)) return { key: "common.something_wrong" };
  return { key: error.key, params: error.params };
}

interface SendNeeds {
  readonly adapters: ChannelAdapters;
  readonly devices: Devices;
  readonly keys: () => Promise<VapidKeys>;
  /** The public URL of this home, if it has one. */
  readonly publicUrl?: string;
}

interface SendRequest {
  readonly channel: Channel;
  readonly message: AlertMessage;
  readonly settings: AlertSettings;
  /** Ids of devices that have the message; devices that get it now are added. */
  readonly reached: Set<string>;
  readonly signal: AbortSignal;
}

/** @throws Failure with the reason */
async function sendToChannel(request: SendRequest, needs: SendNeeds): Promise<void> {
  const { channel, message, settings, signal } = request;
  const { adapters } = needs;
  switch (channel) {
    case "push":
      return await sendToDevices(request, needs);
    case "ntfy":
      return await adapters.ntfy(required(settings.ntfy), message, signal);
    case "telegram":
      return await adapters.telegram(required(settings.telegram), message, signal);
    case "email":
      return await adapters.email(required(settings.email), message, signal);
  }
}

function required<Settings>(settings: Settings | undefined): Settings {
  if (settings === undefined) throw invalid("alerts.channel_off");
  return settings;
}

/** Sends to every device, also after one has failed. Removes devices whose subscription is gone. */
async function sendToDevices(
  { message, settings, reached, signal }: SendRequest,
  { adapters, devices, keys, publicUrl }: SendNeeds,
): Promise<void> {
  const from = { ...await keys(), subject: pushContact(settings, publicUrl) };
  const failed: unknown[] = [];
  for (const { id, subscription } of await devices.listWithSubscription()) {
    if (reached.has(id)) continue;
    try {
      const outcome = await adapters.push(subscription, from, message, signal);
      if (outcome === "gone") await devices.remove(id);
      else reached.add(id);
    } catch (error) {
      signal.throwIfAborted();
      failed.push(error);
    }
  }
  if (failed.length > 0) throw failed[0];
  if (reached.size === 0) throw invalid("alerts.push_no_devices");
}
