/** Deletes watches for good once they can no longer be restored. */
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { DAY_MS } from "../base/time.ts";
import { defineJob } from "../jobs/mod.ts";
import { type Database, writeInChunks } from "../store/mod.ts";
import { hitsCollection } from "./hits.ts";
import { watchesCollection } from "./watch.ts";

const LEASE_MS = 60_000;
const ATTEMPTS = 3;
/** A deleted watch can be restored with its hits for this long. */
export const RESTORABLE_MS = 7 * DAY_MS;

export const purgeJob = defineJob({
  name: "sweep_watches",
  title: "watches.job_sweep",
  payload: z.null(),
  lane: "house",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
  key: () => "sweep_watches",
});

export async function purgeDeletedWatches(db: Database, clock: Clock): Promise<void> {
  for await (const row of db.each(watchesCollection)) {
    const { deletedAt = Infinity } = row.value;
    if (clock.now() - deletedAt < RESTORABLE_MS) continue;
    const hits = db.each(hitsCollection, { index: "watch", prefix: [row.id] });
    await writeInChunks(db, hits, (change, hit) => change.remove(hitsCollection, hit));
    await db.remove(watchesCollection, row.id, { expect: row.stamp });
  }
}
