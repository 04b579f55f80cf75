/**
 * Browsers that have logged in before. Each keeps a signed name in a cookie, which opens nothing: guesses of a known
 * device are counted apart from those of strangers, so that strangers cannot make it wait.
 */
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { isFailure } from "../base/errors.ts";
import { DAY_MS } from "../base/time.ts";
import { type Collection, type Database, defineCollection } from "../store/mod.ts";
import { hmac, newToken, type Random, sameText } from "./secret.ts";

/** The longest time that browsers keep a cookie. */
export const KNOWN_DEVICE_MS = 400 * DAY_MS;
const SHAPE = /^([\w-]{43})\.(\d{1,15})\.([\w-]{43})$/;
const KEY_ID = "device_key";

export const deviceKeys: Collection<{ key: string }> = defineCollection({
  name: "device_key",
  schema: z.object({ key: z.string() }),
  version: 1,
  id: () => KEY_ID,
  sealed: ["key"],
});

export interface KnownDevices {
  /** @returns what the browser keeps: the name it has, or a new one */
  remember(cookie: string | undefined): Promise<string>;
  /** @returns the device's name; null for one that is unknown, forgotten or was not seen for long */
  recognise(cookie: string | undefined): Promise<string | null>;
  forgetAll(): Promise<void>;
}

export function createKnownDevices(
  { db, clock, random }: { db: Database; clock: Clock; random: Random },
): KnownDevices {
  /** Used when the stored key can only be read by a newer version, so that log-in still works. */
  let spareKey = newToken(random);

  async function signatureOf(name: string, until: string): Promise<string> {
    return hmac(await theKey(), `${name}.${until}`);
  }

  /** Read each time: another process may have changed it. */
  async function theKey(): Promise<string> {
    try {
      const made = { key: newToken(random) };
      return (await db.edit(deviceKeys, KEY_ID, (stored) => stored ?? made)).key;
    } catch (error) {
      if (!isFailure(error) || error.key !== "common.newer_data") throw error;
      return spareKey;
    }
  }

  async function recognise(cookie = ""): Promise<string | null> {
    const [, name, until, signature] = SHAPE.exec(cookie) ?? [];
    if (!name || !until || !signature || clock.now() >= Number(until)) return null;
    return sameText(signature, await signatureOf(name, until)) ? name : null;
  }

  return {
    recognise,
    async remember(cookie) {
      const name = await recognise(cookie) ?? newToken(random);
      const until = String(clock.now() + KNOWN_DEVICE_MS);
      return `${name}.${until}.${await signatureOf(name, until)}`;
    },
    async forgetAll() {
      spareKey = newToken(random);
      await db.remove(deviceKeys, KEY_ID);
    },
  };
}
