/** Once a morning: how many cuts are due. Nothing is said where there are none. */
import { z } from "zod";
import type { Alert } from "../alerts/mod.ts";
import type { Clock } from "../base/clock.ts";
import { dayOf } from "../base/time.ts";
import { defineJob, type Jobs, SCHEDULE } from "../jobs/mod.ts";
import type { Cuts } from "./cuts.ts";

const LEASE_MS = 60_000;
const ATTEMPTS = 3;

export const remindCuts = defineJob({
  name: "remind_cuts",
  title: "cuts.job_remind",
  payload: z.null(),
  lane: "house",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
  key: () => "remind_cuts",
});

export interface RemindNeeds {
  readonly cuts: Pick<Cuts, "dueCount" | "prune">;
  readonly clock: Clock;
  readonly jobs: Jobs;
  alert(alert: Alert): Promise<void>;
}

export function scheduleReminder({ cuts, clock, jobs, alert }: RemindNeeds): void {
  jobs.handle(remindCuts, async () => {
    await cuts.prune();
    const count = await cuts.dueCount();
    if (count === 0) return;
    await alert({
      // One a day, however often the job runs.
      key: `cuts:${dayOf(clock.now())}`,
      topic: "cuts",
      title: { key: "cuts.alert_title", params: { count } },
      body: { key: "cuts.alert_body", params: { count } },
      link: "/cuts",
    });
  });
  jobs.every(remindCuts, SCHEDULE.remindCuts);
}
