/** Alerts about the app itself: the daily heartbeat, whose absence shows a stopped home, and dead jobs. */
import { z } from "zod";
import { dayOf } from "../base/time.ts";
import { defineJob, type Job } from "../jobs/mod.ts";
import type { Alert } from "./alert.ts";
import type { Translate } from "./compose_message.ts";

export const heartbeatJob = defineJob({
  name: "alerts_heartbeat",
  title: "alerts.job_heartbeat",
  payload: z.null(),
  lane: "house",
  attempts: 3,
  leaseMs: 60_000,
});

/** @param failed the count of alerts that failed since the previous heartbeat */
export function heartbeatAlert(now: number, failed: number): Alert {
  return {
    key: `heartbeat:${dayOf(now)}`,
    topic: "heartbeat",
    title: { key: "alerts.heartbeat_title" },
    body: { key: "alerts.heartbeat_body", params: { failed } },
    link: "/",
  };
}

/** One alert per kind of job and day, because one cause usually fails many jobs. */
export async function deadJobAlert(job: Job, now: number, translate: Translate): Promise<Alert> {
  const title = await translate({ key: job.title });
  return {
    key: `jobs:${job.kind}:${dayOf(now)}`,
    topic: "jobs",
    title: { key: "alerts.dead_title", params: { job: title } },
    body: job.error ?? { key: "common.something_wrong" },
    link: "/jobs",
  };
}
