/** Starts and cancels the reading of an item's photos. Its results arrive with the job events. */
import { Hono } from "hono";
import { z } from "zod";
import type { MessageKey } from "../../locales/mod.ts";
import { type Pass, PASSES, type Started } from "../../services/ai/mod.ts";
import { invalid } from "../../services/base/errors.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import type { Services } from "../services.ts";
import { readSent } from "../forms/body.ts";

const Passes = z.array(z.enum(PASSES)).min(1).default([...PASSES]);

/** Mounted on `/items/:number/reading`. */
export function readingRoutes({ ai, inventory }: Pick<Services, "ai" | "inventory">): Hono<Env> {
  return new Hono<Env>()
    .post("/", async (c) => {
      const { number, id } = await itemOf(c.req.param("number"));
      const form = Passes.safeParse((await readSent(c)).get("passes"));
      if (!form.success) throw invalid("ai.passes_wrong");
      flash(c, begun(await ai.startReading(id, form.data), form.data));
      return c.redirect(`/items/${number}`, 303);
    })
    .post("/cancellation", async (c) => {
      const { number, id } = await itemOf(c.req.param("number"));
      await ai.cancelReading(id);
      flash(c, "ai.cancelled");
      return c.redirect(`/items/${number}`, 303);
    });

  async function itemOf(number: string | undefined) {
    return (await inventory.get(Number(number))).value;
  }
}

function begun({ skipped }: Started, asked: readonly Pass[]): MessageKey {
  if (asked.length === 1 || skipped.length === 0) return "ai.reading_begun";
  return skipped.includes("item") ? "ai.reading_begun_tags_only" : "ai.reading_begun_item_only";
}
