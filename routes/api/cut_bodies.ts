/** Request and response bodies of the price-cut routes. */
import { z } from "zod";
import { MoneySchema } from "../../services/base/money.ts";
import {
  FAVOURITES_MAX,
  PlanSchema,
  PRICE_BOUNDS,
  RuleSchema,
  STOP_REASONS,
} from "../../services/cuts/mod.ts";

export const PlanBody = PlanSchema.meta({ ref: "CutPlan" });
const step = { from: MoneySchema, to: MoneySchema, hold: z.enum(PRICE_BOUNDS) };
const StandingBody = z.object({
  plan: PlanBody,
  next: z.union([
    z.object({ due: z.literal(true), since: z.number(), ...step }),
    z.object({
      due: z.literal(false),
      stopped: z.literal(false),
      /** The first moment of the day. */
      when: z.number(),
      why: z.enum(["waiting", "snoozed"]),
      ...step,
    }),
    z.object({ due: z.literal(false), stopped: z.literal(true), why: z.enum(STOP_REASONS) }),
  ]),
  floor: MoneySchema.nullable(),
  /** The estimated price; null without enough evidence. */
  fair: MoneySchema.nullable(),
}).meta({ ref: "CutStanding" });
export const CutsBody = z.object({
  /** Null where no plan is followed. */
  standing: StandingBody.nullable(),
});
export const FollowBody = z.strictObject({
  /** @default the usual one */
  rule: RuleSchema.strict().optional(),
});
const cents = z.number().int().positive();
const favourites = z.number().int().min(0).max(FAVOURITES_MAX);
export const CutBody = z.strictObject({
  /** The price before the cut, in cents, so that a repeated request does not cut twice. */
  from: cents,
  to: cents,
  favourites: favourites.optional(),
});
/** Steps other than a cut. */
export const StepBody = z.discriminatedUnion("step", [
  z.strictObject({
    /** Not this time; ask again in a few days; go on although the latest cuts were in vain. */
    step: z.enum(["pass", "snooze", "restart"]),
  }),
  z.strictObject({ step: z.literal("mark"), favourites }),
]);
/** Number of the plan's state after the step. */
export const TurnBody = z.strictObject({ turn: z.number().int().nonnegative() });
