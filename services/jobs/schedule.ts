/** Everything that happens by itself, on one page. */
import type { Schedule } from "./recurring.ts";

export const SCHEDULE = {
  /** At night, when nobody looks for a job of last week. */
  forgetOldJobs: { dailyAt: "04:10" },
  /** Before the photos are swept, so that theirs go the same night. */
  emptyTrash: { dailyAt: "04:20" },
  sweepPhotos: { dailyAt: "04:40" },
} as const satisfies Record<string, Schedule>;
