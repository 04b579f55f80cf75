/** The nightly job that deletes jobs that ended long ago. */
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { DAY_MS } from "../base/time.ts";
import { type Database, writeInChunks } from "../store/mod.ts";
import { defineJob, jobCollection, type JobRow } from "./job.ts";

const ENDED_KEPT_MS = 7 * DAY_MS;
/** Dead jobs are kept longer, because the owner may still retry them. */
const DEAD_KEPT_MS = 30 * DAY_MS;

export const deleteOldJobsJob = defineJob({
  name: "jobs.forget_old",
  title: "jobs.kind_forget_old",
  payload: z.null(),
  lane: "house",
  attempts: 3,
  leaseMs: 60_000,
});

export async function deleteOldJobs(db: Database, clock: Clock, signal: AbortSignal) {
  const old = async function* (): AsyncGenerator<JobRow> {
    yield* endedBefore(db, "ended", clock.now() - ENDED_KEPT_MS);
    yield* endedBefore(db, "dead", clock.now() - DEAD_KEPT_MS);
  };
  await writeInChunks(db, old(), (change, row) => {
    signal.throwIfAborted();
    change.remove(jobCollection, row);
  });
}

async function* endedBefore(db: Database, how: string, time: number): AsyncGenerator<JobRow> {
  for await (const row of db.each(jobCollection, { index: "finished", prefix: [how] })) {
    if (row.value.finishedAt! >= time) return;
    yield row;
  }
}
