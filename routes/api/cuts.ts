/** An item's plan of price cuts: where it stands, what was done on the marketplace, and the last step back. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { FAVOURITES_MAX, HOLDS, PlanSchema, RuleSchema, STOPS } from "../../services/cuts/mod.ts";
import { MoneySchema } from "../../services/inventory/mod.ts";
import { actorOf } from "../frame/actor.ts";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";
import { describe } from "./describe.ts";
import { body, NumberPath, path } from "./input.ts";

const topic = "cuts";
export const PlanBody = PlanSchema.meta({ ref: "CutPlan" });
const step = { from: MoneySchema, to: MoneySchema, hold: z.enum(HOLDS) };
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
    z.object({ due: z.literal(false), stopped: z.literal(true), why: z.enum(STOPS) }),
  ]),
  floor: MoneySchema.nullable(),
  /** What the evidence says; null where there is not enough. */
  fair: MoneySchema.nullable(),
}).meta({ ref: "CutStanding" });
export const CutsBody = z.object({
  /** Null where no plan is followed. */
  standing: StandingBody.nullable(),
});
const FollowBody = z.strictObject({
  /** @default the usual one */
  rule: RuleSchema.strict().optional(),
});
const cents = z.number().int().positive();
const CutBody = z.strictObject({
  /** In cents: what it cost, so that a second try cuts nothing twice. */
  from: cents,
  to: cents,
  favourites: z.number().int().min(0).max(FAVOURITES_MAX).optional(),
});
/** Of the plan that the step gave. */
const TurnBody = z.strictObject({ turn: z.number().int().nonnegative() });

/** Mounted on `/api/v1/items`. */
export function cutsApi({ cuts, inventory }: Pick<Services, "cuts" | "inventory">) {
  const idOf = async (c: Context<Env>) => (await inventory.get(Number(c.req.param("number")))).id;

  async function standingOf(itemId: string) {
    const standing = await cuts.standing(itemId);
    if (!standing) return { standing };
    const { plan, next, floor, fair } = standing;
    return { standing: { plan, next, floor, fair } };
  }

  return new Hono<Env>()
    .get(
      "/:number{[0-9]+}/cuts",
      describe({ name: "itemCuts", topic, gives: CutsBody }),
      path(NumberPath),
      async (c) => c.json(await standingOf(await idOf(c))),
    )
    .put(
      "/:number{[0-9]+}/cuts",
      describe({ name: "followCuts", topic, gives: PlanBody }),
      path(NumberPath),
      body(FollowBody),
      async (c) => c.json(await cuts.follow(await idOf(c), c.req.valid("json").rule)),
    )
    .delete(
      "/:number{[0-9]+}/cuts",
      describe({ name: "endCuts", topic, gives: PlanBody }),
      path(NumberPath),
      async (c) => c.json(await cuts.end(await idOf(c))),
    )
    .post(
      "/:number{[0-9]+}/cuts/done",
      describe({ name: "recordCut", topic, gives: PlanBody }),
      path(NumberPath),
      body(CutBody),
      async (c) => c.json(await cuts.record(await idOf(c), c.req.valid("json"), actorOf(c))),
    )
    .post(
      "/:number{[0-9]+}/cuts/undo",
      describe({ name: "undoCut", topic, gives: CutsBody }),
      path(NumberPath),
      body(TurnBody),
      async (c) => {
        const id = await idOf(c);
        await cuts.takeBack(id, c.req.valid("json").turn, actorOf(c));
        return c.json(await standingOf(id));
      },
    );
}
