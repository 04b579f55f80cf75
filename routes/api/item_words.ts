/** What a seller says of an item in a few words, typed or dictated. */
import { Hono } from "hono";
import { changesOfWords, type WordChanges } from "../../services/inventory/mod.ts";
import { actorOf } from "../frame/actor.ts";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";
import { readWords } from "../typed_words/read.ts";
import { reportOf } from "../typed_words/report.ts";
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
      const language = c.var.locale;
      const understood = await readWords(inventory, { text, language, item: before.value });
      let changes: WordChanges = changesOfWords(understood, before.value);
      const { row } = await inventory.save(
        before.id,
        (item) => changes = changesOfWords(understood, item),
        actorOf(c),
        expected(c, before),
      );
      await ai.corrected(before.value, changes.facts);
      c.header("etag", `"${row.stamp}"`);
      return c.json({ item: row.value, ...reportOf(text, understood, changes) });
    },
  );
}
