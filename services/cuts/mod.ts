/** The room of price cuts: a plan an item, what is due today, and what came of it. */
export {
  createCuts,
  type CutDone,
  type Cuts,
  type CutsNeeds,
  type RuleChange,
  SNOOZE_DAYS,
} from "./cuts.ts";
export {
  type Hold,
  HOLDS,
  type NextCut,
  nextCut,
  type Stop,
  type StoppedCut,
  STOPS,
} from "./next_cut.ts";
export { FAVOURITES_MAX, type Mark, type Plan, plans, PlanSchema, usualRules } from "./plan.ts";
export { scheduleReminder } from "./remind.ts";
export {
  DAYS_MAX,
  FIRST_RULE,
  MARGIN_CENTS_MAX,
  MARGIN_PERCENT_MAX,
  type Rule,
  RuleSchema,
  STEP_PERCENT_MAX,
  STEP_PERCENT_MIN,
  STOP_AFTER_MAX,
} from "./rule.ts";
export type { Board, Standing } from "./standing.ts";
export { type Cut, cutsSince, type PricePoint } from "./tried.ts";
