/** The record of one item's plan: its rule, its progress, and the previous progress for undo. */
import { z } from "zod";
import { defineCollection } from "../store/mod.ts";
import { type Rule, RuleSchema } from "./rule.ts";

export const FAVOURITES_MAX = 99_999;
/** The latest counts that are kept. */
const FAVOURITE_COUNTS_MAX = 200;

export const FavouriteCountSchema = z.object({
  at: z.number(),
  /** The number of favourites on the marketplace, as typed by the seller. */
  count: z.number().int().min(0).max(FAVOURITES_MAX),
});
export type FavouriteCount = z.infer<typeof FavouriteCountSchema>;

const PlanProgressSchema = z.object({
  /** Sorted from oldest to newest. */
  marks: z.array(FavouriteCountSchema).max(FAVOURITE_COUNTS_MAX),
  /** When a cut was skipped; the days are counted from here. */
  passedAt: z.number().optional(),
  snoozedUntil: z.number().optional(),
  /** Earlier cuts no longer count as ineffective. */
  restartedAt: z.number().optional(),
  endedAt: z.number().optional(),
});
export type PlanProgress = z.infer<typeof PlanProgressSchema>;

export const PlanSchema = z.object({
  itemId: z.string(),
  rule: RuleSchema,
  since: z.number(),
  course: PlanProgressSchema,
  /** The number of steps so far; only the latest can be undone. */
  turn: z.number().int().nonnegative(),
  /** The progress before the latest step, and the history entry when that step changed the price. */
  before: z.object({ course: PlanProgressSchema, entryId: z.string().optional() }).optional(),
});
export type Plan = z.infer<typeof PlanSchema>;

export const plans = defineCollection<Plan>({
  name: "cut_plans",
  schema: PlanSchema,
  version: 1,
  id: ({ itemId }) => itemId,
});

export const DEFAULT_RULE_ID = "usual";
export const defaultRules = defineCollection<Rule>({
  name: "cut_usual_rule",
  schema: RuleSchema,
  version: 1,
  id: () => DEFAULT_RULE_ID,
});

export function addFavouriteCount(course: PlanProgress, mark: FavouriteCount): PlanProgress {
  return { ...course, marks: [...course.marks, mark].slice(-FAVOURITE_COUNTS_MAX) };
}
