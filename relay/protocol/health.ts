/** What relay and home report to each other about their state. */
import { z } from "zod";
import { HOME_CALLS_PATH } from "./tunnel.ts";

/** Home asks the relay at this path, with an authenticated call. */
export const RELAY_HEALTH_PATH = "/relay/health";
/** The relay asks home at this path. */
export const HOME_HEALTH_PATH = `${HOME_CALLS_PATH}health`;

/** Content type of the relay's report, also with status 503. */
export const HEALTH_TYPE = "application/health+json";

const LevelSchema = z.enum(["normal", "sparing", "least"]);

/** What the relay used of metered hosts this month. */
export const UsageSchema = z.object({
  /** "2026-01" */
  month: z.string(),
  /** Whether usage before this relay process is included. */
  whole: z.boolean(),
  redis: z.object({ commands: z.number(), of: z.number(), level: LevelSchema }),
  postgres: z.object({
    cuHours: z.number(),
    of: z.number(),
    level: LevelSchema,
    awake: z.boolean(),
  }),
  bytes: z.object({ in: z.number(), out: z.number() }),
});
export type MonthUsage = z.infer<typeof UsageSchema>;

/** The part of the report that home reads; `usage` is absent where the relay has no database. */
export const RelayReportSchema = z.object({
  status: z.enum(["pass", "warn", "fail"]),
  parts: z.object({ usage: UsageSchema.optional() }),
});
export type RelayReport = z.infer<typeof RelayReportSchema>;

export const HomeHealthSchema = z.object({
  version: z.string(),
  /** State of the replica; `copy` is the name on the wire. */
  copy: z.object({
    /** How long the oldest change has been waiting for replication. */
    waitingMs: z.number().nonnegative(),
    failing: z.boolean(),
  }),
});
export type HomeHealth = z.infer<typeof HomeHealthSchema>;
