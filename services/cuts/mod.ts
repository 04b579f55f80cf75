/** Price cuts: a plan per item, the cuts that are due, and their effect on favourites. */
export { createCuts, type Cuts, type CutsNeeds, SNOOZE_DAYS } from "./cuts.ts";
export { PRICE_BOUNDS, STOP_REASONS } from "./next_cut.ts";
export { defaultRules, FAVOURITES_MAX, type Plan, plans, PlanSchema } from "./plan.ts";
export { scheduleReminder } from "./reminder.ts";
export {
  DAYS_MAX,
  DEFAULT_RULE,
  MARGIN_CENTS_MAX,
  MARGIN_PERCENT_MAX,
  type Rule,
  RuleSchema,
  STEP_PERCENT_MAX,
  STEP_PERCENT_MIN,
  STOP_AFTER_MAX,
} from "./rule.ts";
export type { Board, PlanStatus } from "./plan_status.ts";
export { cutsSince, type PricePoint } from "./cut_history.ts";
