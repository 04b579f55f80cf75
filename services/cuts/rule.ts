/** The rule of a plan: its floor, the largest step, the days between cuts, and when to stop. */
import { z } from "zod";
import type { Item } from "../inventory/mod.ts";

/** The marketplace's lowest price. */
export const PRICE_CENTS_MIN = 100;
export const STEP_PERCENT_MIN = 3;
export const STEP_PERCENT_MAX = 50;
export const DAYS_MAX = 90;
export const STOP_AFTER_MAX = 10;
export const MARGIN_CENTS_MAX = 30_000_00;
export const MARGIN_PERCENT_MAX = 1_000;

export const RuleSchema = z.object({
  /** The amount above the cost that the price may not go below. */
  margin: z.discriminatedUnion("by", [
    z.object({ by: z.literal("cents"), cents: z.number().int().min(0).max(MARGIN_CENTS_MAX) }),
    z.object({
      by: z.literal("percent"),
      percent: z.number().int().min(0).max(MARGIN_PERCENT_MAX),
    }),
  ]),
  /** The largest cut at once. */
  stepPercent: z.number().int().min(STEP_PERCENT_MIN).max(STEP_PERCENT_MAX),
  /** The fewest days between two changes of the price. */
  everyDays: z.number().int().min(1).max(DAYS_MAX),
  /** The number of cuts in a row without a new favourite after which the plan stops. */
  stopAfter: z.number().int().min(1).max(STOP_AFTER_MAX),
});
export type Rule = z.infer<typeof RuleSchema>;

/** The rule until the seller changes the default. */
export const DEFAULT_RULE: Rule = {
  margin: { by: "cents", cents: 3_00 },
  stepPercent: 10,
  everyDays: 14,
  stopAfter: 3,
};

/** @returns cents of the price's currency; null when the cost is needed but unknown in that currency */
export function computeFloor(
  { price, cost }: Pick<Item, "price" | "cost">,
  { margin }: Rule,
): number | null {
  const known = cost === undefined || cost.currency === price?.currency;
  if (!known || (margin.by === "percent" && cost === undefined)) return null;
  const paid = cost?.cents ?? 0;
  const wanted = margin.by === "cents"
    ? paid + margin.cents
    : Math.ceil(paid * (100 + margin.percent) / 100);
  return Math.max(PRICE_CENTS_MIN, wanted);
}
