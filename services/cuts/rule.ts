/** What a plan of price cuts may do: how low, how far at once, how often, and when it has tried enough. */
import { z } from "zod";
import type { Item } from "../inventory/mod.ts";

/** The marketplace takes no price below this. */
export const LEAST_PRICE_CENTS = 100;
export const STEP_PERCENT_MIN = 3;
export const STEP_PERCENT_MAX = 50;
export const DAYS_MAX = 90;
export const STOP_AFTER_MAX = 10;
export const MARGIN_CENTS_MAX = 30_000_00;
export const MARGIN_PERCENT_MAX = 1_000;

export const RuleSchema = z.object({
  /** What must remain above the cost. */
  margin: z.discriminatedUnion("by", [
    z.object({ by: z.literal("cents"), cents: z.number().int().min(0).max(MARGIN_CENTS_MAX) }),
    z.object({
      by: z.literal("percent"),
      percent: z.number().int().min(0).max(MARGIN_PERCENT_MAX),
    }),
  ]),
  /** At most so much of the price at once. */
  stepPercent: z.number().int().min(STEP_PERCENT_MIN).max(STEP_PERCENT_MAX),
  /** At least so many days from one change of the price to the next. */
  everyDays: z.number().int().min(1).max(DAYS_MAX),
  /** Stops when so many cuts in a row brought no new favourite. */
  stopAfter: z.number().int().min(1).max(STOP_AFTER_MAX),
});
export type Rule = z.infer<typeof RuleSchema>;

/** Until the seller says otherwise. */
export const FIRST_RULE: Rule = {
  margin: { by: "cents", cents: 3_00 },
  stepPercent: 10,
  everyDays: 14,
  stopAfter: 3,
};

/** In cents of the price's currency; null where the cost is needed and not known in that currency. */
export function floorOf(
  { price, cost }: Pick<Item, "price" | "cost">,
  { margin }: Rule,
): number | null {
  const known = cost === undefined || cost.currency === price?.currency;
  if (!known || (margin.by === "percent" && cost === undefined)) return null;
  const paid = cost?.cents ?? 0;
  const wanted = margin.by === "cents"
    ? paid + margin.cents
    : Math.ceil(paid * (100 + margin.percent) / 100);
  return Math.max(LEAST_PRICE_CENTS, wanted);
}
