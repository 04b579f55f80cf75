/** An item's plan of price cuts: where it stands, what was done with it, and the last step back. */
import { type Context, Hono } from "hono";
import { actorOf } from "../frame/actor.ts";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";
import { CutBody, CutsBody, FollowBody, PlanBody, StepBody, TurnBody } from "./cut_bodies.ts";
import { describe } from "./describe.ts";
import { body, NumberPath, path } from "./input.ts";

const topic = "cuts";

/** Mounted on `/api/v1/items`. */
export function cutsApi({ cuts, inventory }: Pick<Services, "cuts" | "inventory">) {
  const idOf = async (c: Context<Env>) => (await inventory.get(Number(c.req.param("number")))).id;

  async function standingOf(itemId: string) {
    const standing = await cuts.status(itemId);
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
      async (c) => {
        const { rule } = c.req.valid("json");
        return c.json(await cuts.savePlan(await idOf(c), rule && (() => rule)));
      },
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
      "/:number{[0-9]+}/cuts/steps",
      describe({ name: "stepCut", topic, gives: PlanBody }),
      path(NumberPath),
      body(StepBody),
      async (c) => {
        const id = await idOf(c);
        const given = c.req.valid("json");
        return c.json(
          given.step === "mark"
            ? await cuts.recordFavourites(id, given.favourites)
            : await cuts[given.step](id),
        );
      },
    )
    .post(
      "/:number{[0-9]+}/cuts/undo",
      describe({ name: "undoCut", topic, gives: CutsBody }),
      path(NumberPath),
      body(TurnBody),
      async (c) => {
        const id = await idOf(c);
        await cuts.undo(id, c.req.valid("json").turn, actorOf(c));
        return c.json(await standingOf(id));
      },
    );
}
