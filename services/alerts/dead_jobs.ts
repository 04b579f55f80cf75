/** Work that was given up is told: of one kind once a day, since what breaks once breaks a hundred times. */
import { dayOf } from "../base/time.ts";
import type { Job } from "../jobs/mod.ts";
import type { Alert } from "./alert.ts";
import type { Say } from "./letter.ts";

export async function alertOfDeadJob(job: Job, now: number, say: Say): Promise<Alert> {
  const title = await say({ key: job.title });
  return {
    key: `jobs:${job.kind}:${dayOf(now)}`,
    topic: "jobs",
    title: { key: "alerts.dead_title", params: { job: title } },
    body: job.error ?? { key: "common.something_wrong" },
    link: "/jobs",
  };
}
