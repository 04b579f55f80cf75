/** For a watch that need not ring at once: what it has found by the evening, in one alert. */
import { z } from "zod";
import { defineJob } from "../jobs/mod.ts";
import { nextTime } from "../jobs/recurring.ts";
import { hitsCollection, watchesCollection } from "./collections.ts";
import { HITS_MAX } from "./hit.ts";
import { tell, type TellNeeds, tidings } from "./tell.ts";

const LEASE_MS = 60_000;
const ATTEMPTS = 5;
/** By the clock on the wall in Italy. */
export const DIGEST_AT = "19:00";

export const digestJob = defineJob({
  name: "watch_digest",
  title: "watches.job_tell",
  payload: z.object({ watchId: z.string() }),
  lane: "house",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
  key: ({ watchId }) => watchId,
});

export const nextDigest = (now: number): number => nextTime({ dailyAt: DIGEST_AT }, now);

/** What the seller has looked at meanwhile, or muted, is left out. */
export async function tellDigest(needs: TellNeeds, watchId: string): Promise<void> {
  const { db } = needs;
  const row = await db.get(watchesCollection, watchId);
  if (!row) return;
  const { muted, toldAt = 0 } = row.value;
  const { entries } = await db.listBy(hitsCollection, "unseen", [watchId], { limit: HITS_MAX });
  const hits = entries.map(({ value }) => value)
    .filter(({ at, key }) => at > toldAt && !muted.includes(key));
  if (hits.length === 0) return;
  await tell(needs, tidings(watchId, hits));
  const change = db.change();
  const latest = Math.max(...hits.map(({ at }) => at));
  change.update(watchesCollection, row, { ...row.value, toldAt: latest });
  await change.commit();
}
