/** A word a day that all is well: the day it does not come, the silence is noticed. */
import { z } from "zod";
import { dayOf } from "../base/time.ts";
import { defineJob } from "../jobs/mod.ts";
import type { Alert } from "./alert.ts";

export const sendHeartbeat = defineJob({
  name: "alerts_heartbeat",
  title: "alerts.job_heartbeat",
  payload: z.null(),
  lane: "house",
  attempts: 3,
  leaseMs: 60_000,
});

/** @param failed how many alerts did not arrive since the one before */
export function heartbeatOf(now: number, failed: number): Alert {
  return {
    key: `heartbeat:${dayOf(now)}`,
    topic: "heartbeat",
    title: { key: "alerts.heartbeat_title" },
    body: { key: "alerts.heartbeat_body", params: { failed } },
    link: "/",
  };
}
