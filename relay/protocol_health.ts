/** What home is told of the relay's state, and the relay of home's. */
import { z } from "zod";
import { HOME_PATH } from "./protocol.ts";

/** Home asks the relay there, through its door. */
export const RELAY_HEALTH_PATH = "/relay/health";
/** The relay asks home there. */
export const HOME_HEALTH_PATH = `${HOME_PATH}health`;

/** The type of such a report, also where its status is a 503. */
export const HEALTH_TYPE = "application/health+json";

const Level = z.enum(["normal", "sparing", "least"]);

/** What a month has taken of metered hosts. */
export const UsageSchema = z.object({
  /** "2026-01" */
  month: z.string(),
  /** Whether what was counted before this relay began is in it. */
  whole: z.boolean(),
  redis: z.object({ commands: z.number(), of: z.number(), level: Level }),
  postgres: z.object({ cuHours: z.number(), of: z.number(), level: Level, awake: z.boolean() }),
  bytes: z.object({ in: z.number(), out: z.number() }),
});
export type MonthUsage = z.infer<typeof UsageSchema>;

/** Of the report, what home reads: usage is absent where the relay keeps nothing. */
export const RelayReportSchema = z.object({
  status: z.enum(["pass", "warn", "fail"]),
  parts: z.object({ usage: UsageSchema.optional() }),
});
export type RelayReport = z.infer<typeof RelayReportSchema>;

export const HomeHealthSchema = z.object({
  version: z.string(),
  copy: z.object({
    /** How long the oldest change has been waiting to be carried. */
    waitingMs: z.number().nonnegative(),
    failing: z.boolean(),
  }),
});
export type HomeHealth = z.infer<typeof HomeHealthSchema>;
