/** Takes away for good what was deleted long enough ago. */
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { DAY_MS } from "../base/time.ts";
import { defineJob } from "../jobs/mod.ts";
import { type Database, writeInChunks } from "../store/mod.ts";
import { hitsCollection, watchesCollection } from "./collections.ts";

const LEASE_MS = 60_000;
const ATTEMPTS = 3;
/** Until then a deleted watch can come back with all that it found. */
export const RESTORABLE_MS = 7 * DAY_MS;

export const sweepJob = defineJob({
  name: "sweep_watches",
  title: "watches.job_sweep",
  payload: z.null(),
  lane: "house",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
  key: () => "sweep_watches",
});

export async function sweepWatches(db: Database, clock: Clock): Promise<void> {
  for await (const row of db.each(watchesCollection)) {
    const { deletedAt = Infinity } = row.value;
    if (clock.now() - deletedAt < RESTORABLE_MS) continue;
    const hits = db.each(hitsCollection, { index: "watch", prefix: [row.id] });
    await writeInChunks(db, hits, (change, hit) => change.remove(hitsCollection, hit));
    const change = db.change();
    change.remove(watchesCollection, row);
    await change.commit();
  }
}
