/** Everything that happens by itself, on one page. */
import { HOUR_MS } from "../base/time.ts";
import type { Schedule } from "./recurring.ts";

export const SCHEDULE = {
  /** At night, when nobody looks for a job of last week. */
  forgetOldJobs: { dailyAt: "04:10" },
  /** Before the photos are swept, so that theirs go the same night. */
  emptyTrash: { dailyAt: "04:20" },
  tidyAlerts: { dailyAt: "04:30" },
  sweepPhotos: { dailyAt: "04:40" },
  purgeEvidence: { dailyAt: "05:00" },
  purgeWebhooks: { dailyAt: "05:10" },
  /** So that records nobody reads are known to be unreadable before they are needed. */
  checkRecords: { dailyAt: "05:20" },
  /** Often enough that each watch gets its question about once a day; the look-ups keep the pace. */
  refreshWatches: { everyMs: 4 * HOUR_MS },
  sweepWatches: { dailyAt: "04:50" },
  /** Before the day's first questions; nothing is asked while look-ups are off. */
  lookupCanary: { dailyAt: "06:50" },
  /** In the morning, after the quiet hours. */
  remindCuts: { dailyAt: "08:30" },
  /** When one would notice that it did not come. */
  heartbeat: { dailyAt: "09:00" },
} as const satisfies Record<string, Schedule>;
