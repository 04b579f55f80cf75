/** Takes one letter to one channel, wherever the settings say that it leads now. */
import { invalid } from "../base/errors.ts";
import type { Channel } from "./alert.ts";
import { contactOf } from "./contact.ts";
import type { Devices } from "./devices.ts";
import type { Letter, Outlets, VapidKeys } from "./ports.ts";
import type { AlertSettings } from "./settings.ts";

export interface CarryNeeds {
  readonly outlets: Outlets;
  readonly devices: Devices;
  readonly keys: () => Promise<VapidKeys>;
  /** Under which this home is known to the world, if it is. */
  readonly publicUrl?: string;
}

export interface Trip {
  readonly channel: Channel;
  readonly letter: Letter;
  readonly settings: AlertSettings;
  /** Devices that have it already; those that get it now are added. */
  readonly reached: Set<string>;
  readonly signal: AbortSignal;
}

/** @throws Failure that says why not */
export async function carry(trip: Trip, needs: CarryNeeds): Promise<void> {
  const { channel, letter, settings, signal } = trip;
  const { outlets } = needs;
  switch (channel) {
    case "push":
      return await toDevices(trip, needs);
    case "ntfy":
      return await outlets.ntfy(known(settings.ntfy), letter, signal);
    case "telegram":
      return await outlets.telegram(known(settings.telegram), letter, signal);
    case "email":
      return await outlets.email(known(settings.email), letter, signal);
  }
}

function known<Place>(place: Place | undefined): Place {
  if (place === undefined) throw invalid("alerts.channel_off");
  return place;
}

/** One device that does not answer keeps nothing from the others. */
async function toDevices(
  { letter, settings, reached, signal }: Trip,
  { outlets, devices, keys, publicUrl }: CarryNeeds,
): Promise<void> {
  const from = { ...await keys(), subject: contactOf(settings, publicUrl) };
  const failed: unknown[] = [];
  for (const { id, subscription } of await devices.withAddress()) {
    if (reached.has(id)) continue;
    try {
      const outcome = await outlets.push(subscription, from, letter, signal);
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
