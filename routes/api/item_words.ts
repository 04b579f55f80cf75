/** Route that reads typed or dictated words into an item's facts and fields. */
import { Hono } from "hono";
import { actorOf } from "../frame/actor.ts";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";
import { saveWords } from "../typed_words/save.ts";
import { describe } from "./describe.ts";
import { body, NumberPath, path } from "./input.ts";
import { expected } from "./item_stamp.ts";
import { ReadWordsBody, WordsBody } from "./items_bodies.ts";

/** Mounted on `/api/v1/items`. */
export function itemWordsApi({ inventory, ai }: Pick<Services, "ai" | "inventory">) {
  return new Hono<Env>().post(
    "/:number{[0-9]+}/words",
    describe({
      name: "readWords",
      topic: "items",
      gives: ReadWordsBody,
      hears: ["if-match"],
      tells: ["etag"],
    }),
    path(NumberPath),
    body(WordsBody),
    async (c) => {
      const { words: text } = c.req.valid("json");
      const before = await inventory.get(c.req.valid("param").number);
      const { row, report } = await saveWords({ ai, inventory }, before, {
        text,
        language: c.var.locale,
        by: actorOf(c),
        ...expected(c, before),
      });
      c.header("etag", `"${row.stamp}"`);
      return c.json({ item: row.value, ...report });
    },
  );
}
