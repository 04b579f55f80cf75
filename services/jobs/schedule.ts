/** The times of all recurring jobs. Daily times are Italian. */
import { HOUR_MS } from "../base/time.ts";
import type { Schedule } from "./recurring.ts";

export const SCHEDULE = {
  deleteOldJobs: { dailyAt: "04:10" },
  /** Before `sweepPhotos`, so that the photos of deleted items go in the same night. */
  emptyTrash: { dailyAt: "04:20" },
  tidyAlerts: { dailyAt: "04:30" },
  sweepPhotos: { dailyAt: "04:40" },
  purgeEvidence: { dailyAt: "05:00" },
  purgeWebhooks: { dailyAt: "05:10" },
  /** Finds unreadable records before they are needed. */
  checkRecords: { dailyAt: "05:20" },
  /** Often enough that each watch is looked up about once a day within the budget. */
  refreshWatches: { everyMs: 4 * HOUR_MS },
  sweepWatches: { dailyAt: "04:50" },
  /** Before the day's first look-ups; it sends nothing while look-ups are off. */
  lookupCanary: { dailyAt: "06:50" },
  /** After the quiet hours. */
  remindCuts: { dailyAt: "08:30" },
  /** At a time when its absence is noticed. */
  heartbeat: { dailyAt: "09:00" },
} as const satisfies Record<string, Schedule>;
