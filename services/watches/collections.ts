/** How the room's records lie in the store. */
import { defineCollection } from "../store/mod.ts";
import { hitId, HitSchema } from "./hit.ts";
import { WatchSchema } from "./watch.ts";

export const watchesCollection = defineCollection({
  name: "watches",
  schema: WatchSchema,
  version: 1,
  id: (watch) => watch.id,
});

export const hitsCollection = defineCollection({
  name: "watch_hits",
  schema: HitSchema,
  version: 1,
  id: hitId,
  indexes: {
    watch: (hit) => [hit.watchId, hit.at],
    unseen: (hit) => hit.seen ? null : [hit.watchId],
  },
});
