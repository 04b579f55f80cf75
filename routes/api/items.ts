/** Items for scripts: find, make, change, many at once. */
import { type Context, Hono } from "hono";
import type { z } from "zod";
import {
  changesOfWords,
  type NewItem,
  newItemOfWords,
  saidBySeller,
  type WordChanges,
} from "../../services/inventory/mod.ts";
import { actorOf } from "../frame/actor.ts";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";
import { readWords } from "../typed_words/read.ts";
import { reportOf } from "../typed_words/report.ts";
import { describe } from "./describe.ts";
import { body, IdPath, NumberPath, path, query } from "./input.ts";
import { answerItem, expected } from "./item_stamp.ts";
import {
  BatchBody,
  BulkBody,
  CreatedBody,
  HitsBody,
  ItemBody,
  NewBody,
  PatchBody,
  shownBatch,
  shownRow,
} from "./items_bodies.ts";
import { FindQuery, itemQueryOf } from "./items_query.ts";

const topic = "items";

type Given = Omit<z.output<typeof NewBody>, "words">;

/** Mounted on `/api/v1/items`. */
export function itemsApi({ inventory, clock }: Pick<Services, "clock" | "inventory">) {
  const rowOf = (c: Context<Env>) => inventory.get(Number(c.req.param("number")));

  async function readOfNew(c: Context<Env>, text: string) {
    const understood = await readWords(inventory, { text, language: c.var.locale });
    const changes = changesOfWords(understood, { facts: {} });
    return { changes, report: reportOf(text, understood, changes) };
  }

  /** Facts and fields given by name override the ones read from `words`. */
  function newItem({ facts = {}, ...given }: Given, said?: WordChanges): NewItem {
    const now = clock.now();
    const { facts: ofWords, ...others } = said ? newItemOfWords(said, now) : {};
    const note = [given.note, said?.kept].filter(Boolean).join("\n");
    return {
      ...others,
      ...given,
      facts: { ...ofWords, ...saidBySeller(facts, now) },
      ...(note && { note }),
    };
  }

  return new Hono<Env>()
    .get(
      "/",
      describe({ name: "findItems", topic, gives: HitsBody }),
      query(FindQuery),
      (c) => {
        const { rows, ...rest } = inventory.find(itemQueryOf(c.req.valid("query")));
        return c.json({ items: rows.map(shownRow), ...rest });
      },
    )
    .post(
      "/",
      describe({
        name: "createItem",
        topic,
        gives: CreatedBody,
        status: 201,
        tells: ["etag", "location"],
      }),
      body(NewBody),
      async (c) => {
        const { words, ...given } = c.req.valid("json");
        const read = words === undefined ? null : await readOfNew(c, words);
        const row = await inventory.create(newItem(given, read?.changes), actorOf(c));
        c.header("location", `/api/v1/items/${row.value.number}`);
        return answerItem(c, row, { status: 201, ...(read && { more: { words: read.report } }) });
      },
    )
    .post(
      "/bulk",
      describe({ name: "bulk", topic, gives: BatchBody }),
      body(BulkBody),
      async (c) => {
        const { ids, action } = c.req.valid("json");
        return c.json(shownBatch(await inventory.bulk(ids, action, actorOf(c)), c.var.t));
      },
    )
    .post(
      "/bulk/:id/undo",
      describe({ name: "undoBulk", topic, gives: BatchBody }),
      path(IdPath),
      async (c) => {
        const { id } = c.req.valid("param");
        return c.json(shownBatch(await inventory.undoBatch(id, actorOf(c)), c.var.t));
      },
    )
    .get(
      "/:number{[0-9]+}",
      describe({ name: "getItem", topic, gives: ItemBody, tells: ["etag"] }),
      path(NumberPath),
      async (c) => answerItem(c, await rowOf(c)),
    )
    .patch(
      "/:number{[0-9]+}",
      describe({
        name: "editItem",
        topic,
        gives: ItemBody,
        hears: ["if-match"],
        tells: ["etag"],
      }),
      path(NumberPath),
      body(PatchBody),
      async (c) => {
        const row = await rowOf(c);
        const patch = c.req.valid("json");
        return answerItem(
          c,
          (await inventory.save(row.id, { fields: patch }, actorOf(c), expected(c, row))).row,
        );
      },
    )
    .delete(
      "/:number{[0-9]+}",
      describe({ name: "trashItem", topic, gives: BatchBody, hears: ["if-match"] }),
      path(NumberPath),
      async (c) => {
        const row = await rowOf(c);
        expected(c, row);
        return c.json(shownBatch(await inventory.trash([row.id], actorOf(c)), c.var.t));
      },
    );
}
