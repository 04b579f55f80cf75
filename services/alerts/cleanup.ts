/** The nightly job that deletes old deliveries and keys, and re-enqueues held deliveries that have no job. */
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { DAY_MS } from "../base/time.ts";
import { defineJob, type Jobs } from "../jobs/mod.ts";
import { type Database, writeInChunks } from "../store/mod.ts";
import { CHANNELS } from "./alert.ts";
import { heldDeliveryJob } from "./delivery_jobs.ts";
import { deliveries, dueHeld } from "./delivery.ts";
import { forgetOldKeys } from "./sent_keys.ts";

export const HISTORY_MAX = 100;
/** Held deliveries older than this are deleted. */
const HELD_TOO_LONG_MS = 7 * DAY_MS;

export const cleanupJob = defineJob({
  name: "tidy_alerts",
  title: "alerts.job_tidy",
  payload: z.null(),
  lane: "house",
  attempts: 3,
  leaseMs: 60_000,
});

export async function cleanUpAlerts(
  { db, clock, jobs }: { db: Database; clock: Clock; jobs: Jobs },
): Promise<void> {
  const now = clock.now();
  await forgetOldKeys(db, now);
  await writeInChunks(db, olderThanHistory(db, now), (change, row) => {
    change.remove(deliveries, row);
  });
  for (const channel of CHANNELS) {
    const left = await dueHeld(db, channel, now);
    if (left.length === 0) continue;
    await jobs.enqueueNow(heldDeliveryJob, { channel, at: now });
  }
}

async function* olderThanHistory(db: Database, now: number) {
  let ended = 0;
  for await (const row of db.each(deliveries, { reverse: true })) {
    const { state, heldUntil = now } = row.value;
    const over = state === "sent" || state === "failed";
    if (over && ++ended > HISTORY_MAX || state === "held" && heldUntil < now - HELD_TOO_LONG_MS) {
      yield row;
    }
  }
}
