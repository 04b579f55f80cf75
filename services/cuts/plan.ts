/** The cut plan of one item: its rule, what was said along the way, and how to take the last step back. */
import { z } from "zod";
import { defineCollection } from "../store/mod.ts";
import { type Rule, RuleSchema } from "./rule.ts";

export const FAVOURITES_MAX = 99_999;
/** The latest are kept. */
export const MARKS_MAX = 200;

export const MarkSchema = z.object({
  at: z.number(),
  /** How many had it among their favourites, as the seller read it. */
  count: z.number().int().min(0).max(FAVOURITES_MAX),
});
export type Mark = z.infer<typeof MarkSchema>;

export const CourseSchema = z.object({
  /** The oldest first. */
  marks: z.array(MarkSchema).max(MARKS_MAX),
  /** This turn was passed over: the days are counted from here. */
  passedAt: z.number().optional(),
  snoozedUntil: z.number().optional(),
  /** Cuts before this no longer count as tried in vain. */
  restartedAt: z.number().optional(),
  endedAt: z.number().optional(),
});
export type Course = z.infer<typeof CourseSchema>;

export const PlanSchema = z.object({
  itemId: z.string(),
  rule: RuleSchema,
  since: z.number(),
  course: CourseSchema,
  /** Counts the steps: what is taken back must be the latest. */
  turn: z.number().int().nonnegative(),
  /** What stood before the latest step, with the entry of the item's history where that changed its price. */
  before: z.object({ course: CourseSchema, entryId: z.string().optional() }).optional(),
});
export type Plan = z.infer<typeof PlanSchema>;

export const plans = defineCollection<Plan>({
  name: "cut_plans",
  schema: PlanSchema,
  version: 1,
  id: ({ itemId }) => itemId,
});

export const USUAL_ID = "usual";
export const usualRules = defineCollection<Rule>({
  name: "cut_usual_rule",
  schema: RuleSchema,
  version: 1,
  id: () => USUAL_ID,
});

export function withMark(course: Course, mark: Mark): Course {
  return { ...course, marks: [...course.marks, mark].slice(-MARKS_MAX) };
}
