/** Browsers that receive push notifications, and the keys that sign them (VAPID, RFC 8292). */
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { conflict } from "../base/errors.ts";
import { type Database, defineCollection } from "../store/mod.ts";
import type { PushSubscription, VapidKeys } from "./ports.ts";
import { parseInput } from "./settings.ts";

export const PUSH_DEVICES_MAX = 20;
const ENDPOINT_CHARS_MAX = 1_000;
const KEY_CHARS_MAX = 200;
const NAME_CHARS_MAX = 100;

const base64url = z.string().max(KEY_CHARS_MAX).regex(/^[-_A-Za-z0-9]+=*$/);
const SubscriptionSchema = z.object({
  endpoint: z.url({ protocol: /^https$/ }).max(ENDPOINT_CHARS_MAX),
  keys: z.object({ p256dh: base64url, auth: base64url }),
});

const DeviceSchema = z.object({
  id: z.string(),
  subscription: SubscriptionSchema,
  /** A name for the owner, such as "Safari su iPhone". */
  name: z.string().max(NAME_CHARS_MAX),
  at: z.number(),
});
type StoredDevice = z.infer<typeof DeviceSchema>;
export type PushDevice = Omit<StoredDevice, "subscription">;

const devices = defineCollection<StoredDevice>({
  name: "push_device",
  schema: DeviceSchema,
  version: 1,
  id: ({ id }) => id,
  // A subscription is a secret: its endpoint and keys are enough to send to the device.
  sealed: ["subscription"],
});

export interface Devices {
  list(): Promise<PushDevice[]>;
  listWithSubscription(): Promise<(PushDevice & { readonly subscription: PushSubscription })[]>;
  /** Adds a browser or updates a known one. Throws Failure `alerts.too_many_devices`. */
  add(subscription: unknown, name: string): Promise<void>;
  remove(id: string): Promise<void>;
}

export function createDevices({ db, clock }: { db: Database; clock: Clock }): Devices {
  const all = async () =>
    (await db.list(devices, { limit: PUSH_DEVICES_MAX })).entries.map(({ value }) => value)
      .sort((a, b) => b.at - a.at);

  return {
    listWithSubscription: all,
    list: async () => (await all()).map(({ subscription: _, ...device }) => device),
    async add(given, name) {
      const subscription = parseInput(SubscriptionSchema, given);
      const id = await idOf(subscription.endpoint);
      const device = { id, subscription, name: name.slice(0, NAME_CHARS_MAX), at: clock.now() };
      await db.edit(devices, id, async (known) => {
        if (!known && (await all()).length >= PUSH_DEVICES_MAX) {
          throw conflict("alerts.too_many_devices", { max: PUSH_DEVICES_MAX });
        }
        return device;
      });
    },
    remove: (id) => db.remove(devices, id),
  };
}

async function idOf(endpoint: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  return new Uint8Array(digest).toHex().slice(0, 32);
}

const KEYS_ID = "vapid";
const keys = defineCollection({
  name: "vapid_keys",
  schema: z.object({ publicKey: z.string(), privateKey: z.string() }),
  version: 1,
  id: () => KEYS_ID,
  sealed: ["privateKey"],
});

/** Creates the keys once: a subscription works only with the keys it was made under. */
export function getVapidKeys(db: Database, make: () => Promise<VapidKeys>): Promise<VapidKeys> {
  return db.edit(keys, KEYS_ID, (known) => known ?? make());
}
