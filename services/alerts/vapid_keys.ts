/** Made once: a browser that subscribed under one pair of keys takes nothing under another. */
import { z } from "zod";
import { type Database, defineCollection, retrying } from "../store/mod.ts";
import type { VapidKeys } from "./ports.ts";

const ID = "vapid";
const keys = defineCollection({
  name: "vapid_keys",
  schema: z.object({ publicKey: z.string(), privateKey: z.string() }),
  version: 1,
  id: () => ID,
  sealed: ["privateKey"],
});

export function vapidKeys(db: Database, make: () => Promise<VapidKeys>): Promise<VapidKeys> {
  return retrying(async () => {
    const known = await db.get(keys, ID);
    if (known) return known.value;
    const made = await make();
    const change = db.change();
    change.insert(keys, made);
    await change.commit();
    return made;
  });
}
