/** Routes for one item: its facts and fields, state, and history. */
import { type Context, Hono } from "hono";
import { FactsPatchSchema, FactsSchema } from "../../services/inventory/mod.ts";
import { actorOf } from "../frame/actor.ts";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";
import { describe } from "./describe.ts";
import { body, IdPath, NumberPath, path } from "./input.ts";
import { answerItem, expected } from "./item_stamp.ts";
import { HistoryBody, ItemBody, MoveBody } from "./items_bodies.ts";

const topic = "items";

/** Mounted on `/api/v1/items`. */
export function itemChangesApi({ inventory, ai }: Pick<Services, "ai" | "inventory">) {
  const rowOf = (c: Context<Env>) => inventory.get(Number(c.req.param("number")));

  return new Hono<Env>()
    .put(
      "/:number{[0-9]+}/facts",
      describe({
        name: "setFacts",
        topic,
        gives: ItemBody,
        hears: ["if-match"],
        tells: ["etag"],
      }),
      path(NumberPath),
      body(FactsPatchSchema),
      async (c) => {
        const before = await rowOf(c);
        const facts = c.req.valid("json");
        const { row } = await inventory.save(
          before.id,
          { facts },
          actorOf(c),
          expected(c, before),
        );
        await ai.corrected(before.value, facts);
        return answerItem(c, row);
      },
    )
    .put(
      "/:number{[0-9]+}/proposals",
      describe({
        name: "proposeFacts",
        topic,
        gives: ItemBody,
        hears: ["if-match"],
        tells: ["etag"],
      }),
      path(NumberPath),
      body(FactsSchema.strict()),
      async (c) => {
        const row = await rowOf(c);
        expected(c, row);
        const proposals = c.req.valid("json");
        return answerItem(c, await inventory.proposeFacts(row.id, proposals, actorOf(c)));
      },
    )
    .post(
      "/:number{[0-9]+}/state",
      describe({
        name: "moveItem",
        topic,
        gives: ItemBody,
        hears: ["if-match"],
        tells: ["etag"],
      }),
      path(NumberPath),
      body(MoveBody),
      async (c) => {
        const { to, ...details } = c.req.valid("json");
        const before = await rowOf(c);
        const { row } = await inventory.move(
          before.id,
          to,
          actorOf(c),
          details,
          expected(c, before),
        );
        if (to === "listed") await ai.kept(row.value);
        return answerItem(c, row);
      },
    )
    .get(
      "/:number{[0-9]+}/history",
      describe({ name: "itemHistory", topic, gives: HistoryBody }),
      path(NumberPath),
      async (c) => c.json({ entries: await inventory.history((await rowOf(c)).id) }),
    )
    .post(
      "/history/:id/undo",
      describe({ name: "undo", topic, gives: ItemBody, tells: ["etag"] }),
      path(IdPath),
      async (c) => answerItem(c, await inventory.undo(c.req.valid("param").id, actorOf(c))),
    );
}
