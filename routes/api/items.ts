/** Items for scripts: find, make, change, move, take back. */
import type { Context } from "hono";
import { Hono } from "hono";
import { z } from "zod";
import { conflict } from "../../services/errors.ts";
import {
  BulkActionSchema,
  FactsPatchSchema,
  FactsSchema,
  HISTORY_KINDS,
  type Item,
  ItemPatchSchema,
  ItemQuerySchema,
  ItemSchema,
  MoveDetailsSchema,
  NewItemSchema,
  saidBySeller,
  STATES,
  StateSchema,
} from "../../services/inventory/mod.ts";
import type { Row } from "../../services/store/mod.ts";
import { actorOf } from "../actor.ts";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";
import { body, describe, NumberPath, path, query } from "./describe.ts";

const TAG = "items";
const ItemBody = ItemSchema.meta({ ref: "Item" });
const RowBody = z.object({
  id: z.string(),
  number: z.number().int(),
  state: StateSchema,
  category: z.string().optional(),
  brand: z.string().optional(),
  model: z.string().optional(),
  size: z.string().optional(),
  price: ItemSchema.shape.price,
  box: z.string().optional(),
  photoCount: z.number().int(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
const HitsBody = z.object({
  items: z.array(RowBody),
  total: z.number().int(),
  /** How many there are in each state. */
  states: z.record(z.enum(STATES), z.number().int()),
  /** False while the house still reads its items after a start. */
  complete: z.boolean(),
});
const HistoryBody = z.object({
  entries: z.array(z.object({
    id: z.string(),
    at: z.number(),
    kind: z.enum(HISTORY_KINDS),
    changes: z.array(
      z.object({ path: z.string(), before: z.json().optional(), after: z.json().optional() }),
    ),
    undoneBy: z.string().optional(),
  })),
});
const BatchBody = z.object({
  batchId: z.string(),
  changed: z.number().int(),
  refused: z.array(z.object({
    id: z.string(),
    number: z.number().int().optional(),
    reason: z.object({
      key: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  })),
});

/** A query's values are text: lists come with commas, numbers and flags in words. */
const FindQuery = z.object({
  text: z.string().optional(),
  states: z.string().optional().meta({ description: "With commas between" }),
  box: z.string().optional(),
  brand: z.string().optional(),
  category: z.string().optional(),
  sort: ItemQuerySchema.shape.sort,
  offset: z.coerce.number().int().nonnegative().optional(),
  limit: z.coerce.number().int().positive().max(500).optional(),
});
const NewBody = NewItemSchema.omit({ facts: true, importKey: true, number: true }).extend({
  /** What the seller says of it, by the names of the facts. */
  facts: FactsPatchSchema.optional(),
});
const MoveBody = MoveDetailsSchema.extend({ to: StateSchema });
const BulkBody = z.object({ ids: z.array(z.string()).min(1).max(1_000), action: BulkActionSchema });

/** Mounted on `/api/v1/items`. */
export function itemsApi({ inventory, ai, clock }: Pick<Services, "ai" | "clock" | "inventory">) {
  const rowOf = (c: Context<Env>) => inventory.get(Number(c.req.param("number")));

  return new Hono<Env>()
    .get(
      "/",
      describe({ name: "findItems", summary: "Find items", tag: TAG, gives: HitsBody }),
      query(FindQuery),
      (c) => {
        const { states, box, brand, ...asked } = c.req.valid("query");
        const hits = inventory.find(ItemQuerySchema.parse({
          ...asked,
          ...(states && { states: states.split(",") }),
          ...(box !== undefined && { boxes: [box] }),
          ...(brand !== undefined && { brands: [brand] }),
        }));
        const { rows, ...rest } = hits;
        return c.json({ items: rows, ...rest });
      },
    )
    .post(
      "/",
      describe({
        name: "createItem",
        summary: "Make an item",
        tag: TAG,
        gives: ItemBody,
        status: 201,
      }),
      body(NewBody),
      async (c) => {
        const { facts, ...rest } = c.req.valid("json");
        const said = facts && saidBySeller(facts, clock.now());
        const row = await inventory.create({ ...rest, ...(said && { facts: said }) }, actorOf(c));
        c.header("location", `/api/v1/items/${row.value.number}`);
        return answer(c, row, 201);
      },
    )
    .post(
      "/bulk",
      describe({
        name: "bulk",
        summary: "Do one thing with many items",
        tag: TAG,
        gives: BatchBody,
      }),
      body(BulkBody),
      async (c) => {
        const { ids, action } = c.req.valid("json");
        return c.json(await inventory.bulk(ids, action, actorOf(c)));
      },
    )
    .post(
      "/bulk/:id/undo",
      describe({
        name: "undoBulk",
        summary: "Take a bulk action or an import back",
        tag: TAG,
        gives: BatchBody,
      }),
      async (c) => c.json(await inventory.undoBatch(c.req.param("id"), actorOf(c))),
    )
    .get(
      "/:number{[0-9]+}",
      describe({ name: "getItem", summary: "One item", tag: TAG, gives: ItemBody }),
      path(NumberPath),
      async (c) => answer(c, await rowOf(c)),
    )
    .patch(
      "/:number{[0-9]+}",
      describe({
        name: "editItem",
        summary: "Change box, cost, price, note, origin",
        tag: TAG,
        gives: ItemBody,
      }),
      path(NumberPath),
      body(ItemPatchSchema),
      async (c) => {
        const row = await rowOf(c);
        return answer(
          c,
          await inventory.edit(row.id, c.req.valid("json"), actorOf(c), expected(c, row)),
        );
      },
    )
    .delete(
      "/:number{[0-9]+}",
      describe({
        name: "trashItem",
        summary: "Move an item to the trash",
        tag: TAG,
        gives: BatchBody,
      }),
      path(NumberPath),
      async (c) => c.json(await inventory.trash([(await rowOf(c)).id], actorOf(c))),
    )
    .put(
      "/:number{[0-9]+}/facts",
      describe({
        name: "setFacts",
        summary: "Say what it is; null leaves a fact empty",
        tag: TAG,
        gives: ItemBody,
      }),
      path(NumberPath),
      body(FactsPatchSchema),
      async (c) => {
        const row = await rowOf(c);
        expected(c, row);
        const patch = c.req.valid("json");
        const next = await inventory.setFacts(row.id, patch, actorOf(c));
        await ai.corrected(row.value, patch);
        return answer(c, next);
      },
    )
    .put(
      "/:number{[0-9]+}/proposals",
      describe({
        name: "proposeFacts",
        summary: "Propose facts with their source; stronger ones stay",
        tag: TAG,
        gives: ItemBody,
      }),
      path(NumberPath),
      body(FactsSchema),
      async (c) => {
        const { id } = await rowOf(c);
        return answer(c, await inventory.proposeFacts(id, c.req.valid("json"), actorOf(c)));
      },
    )
    .post(
      "/:number{[0-9]+}/state",
      describe({
        name: "moveItem",
        summary: "Move an item on in its life",
        tag: TAG,
        gives: ItemBody,
      }),
      path(NumberPath),
      body(MoveBody),
      async (c) => {
        const { to, ...details } = c.req.valid("json");
        const { id } = await rowOf(c);
        const moved = await inventory.move(id, to, actorOf(c), details);
        if (to === "listed") await ai.kept(moved.value);
        return answer(c, moved);
      },
    )
    .get(
      "/:number{[0-9]+}/history",
      describe({
        name: "itemHistory",
        summary: "All that was done to it",
        tag: TAG,
        gives: HistoryBody,
      }),
      path(NumberPath),
      async (c) => c.json({ entries: await inventory.history((await rowOf(c)).id) }),
    )
    .post(
      "/history/:id/undo",
      describe({ name: "undo", summary: "Take one change back", tag: TAG, gives: ItemBody }),
      async (c) => answer(c, await inventory.undo(c.req.param("id"), actorOf(c))),
    );
}

function answer(c: Context<Env>, { value, stamp }: Row<Item>, status: 200 | 201 = 200): Response {
  c.header("etag", `"${stamp}"`);
  return c.json(value, status);
}

/** @returns the stamp that the script saw. @throws Failure when the item is no longer so */
function expected(c: Context<Env>, { stamp }: Row<Item>): string | undefined {
  const seen = c.req.header("if-match")?.replaceAll('"', "");
  if (seen !== undefined && seen !== "*" && seen !== stamp) {
    throw conflict("inventory.edited_elsewhere");
  }
  return seen === "*" ? undefined : seen;
}
