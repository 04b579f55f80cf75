/** Sends one alert each morning with the number of due cuts, or none when there are none. */
import { z } from "zod";
import type { Alert } from "../alerts/mod.ts";
import type { Clock } from "../base/clock.ts";
import { dayOf } from "../base/time.ts";
import { defineJob, type Jobs, SCHEDULE } from "../jobs/mod.ts";
import type { Cuts } from "./cuts.ts";

const LEASE_MS = 60_000;
const ATTEMPTS = 3;

export const reminderJob = defineJob({
  name: "remind_cuts",
  title: "cuts.job_remind",
  payload: z.null(),
  lane: "house",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
  key: () => "remind_cuts",
});

interface ReminderNeeds {
  readonly cuts: Pick<Cuts, "dueCount" | "deleteOrphanedPlans">;
  readonly clock: Clock;
  readonly jobs: Jobs;
  alert(alert: Alert): Promise<void>;
}

export function scheduleReminder({ cuts, clock, jobs, alert }: ReminderNeeds): void {
  jobs.handle(reminderJob, async () => {
    await cuts.deleteOrphanedPlans();
    const count = await cuts.dueCount();
    if (count === 0) return;
    await alert({
      // The key limits the alert to one a day, however often the job runs.
      key: `cuts:${dayOf(clock.now())}`,
      topic: "cuts",
      title: { key: "cuts.alert_title", params: { count } },
      body: { key: "cuts.alert_body", params: { count } },
      link: "/cuts",
    });
  });
  jobs.every(reminderJob, SCHEDULE.remindCuts);
}
