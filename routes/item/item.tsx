/** One item: its page, its way into the trash and back, what was done to it. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import type { Item } from "../../services/inventory/mod.ts";
import type { Env } from "../env.ts";
import { mustRead, readSent } from "../forms/body.ts";
import { choice } from "../forms/fields.ts";
import { actorOf } from "../frame/actor.ts";
import { flash } from "../frame/flash.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";
import { HistoryPage } from "./history.tsx";
import { type ItemPageNeeds, showItem } from "./item_page.tsx";

/** Mounted on `/items/:number{[0-9]+}`. */
export function itemRoutes(needs: ItemPageNeeds): Hono<Env> {
  const { inventory } = needs;
  const rowOf = (c: Context<Env>) => inventory.get(Number(c.req.param("number")));

  function backTo(c: Context<Env>, { number }: Item): Response {
    return c.redirect(`/items/${number}`, 303);
  }

  return new Hono<Env>()
    .get("/", (c) => showItem(c, needs))
    .post("/trash", async (c) => {
      const row = await rowOf(c);
      const { batchId } = await inventory.trash([row.id], actorOf(c));
      flash(c, "items.trashed", { number: row.value.number }, {
        action: "/items/bulk/undo",
        fields: { batch: batchId, back: `/items/${row.value.number}` },
      });
      return c.redirect("/items", 303);
    })
    .post("/restore", async (c) => {
      const row = await rowOf(c);
      await inventory.restore([row.id], actorOf(c));
      flash(c, "items.restored");
      return backTo(c, row.value);
    })
    .get("/history", async (c) => {
      const { value: item } = await rowOf(c);
      const title = c.var.t("items.history_title", { number: item.number });
      const entries = await inventory.history(item.id);
      return page(
        c,
        { title, current: "items" },
        <HistoryPage c={c} item={item} entries={entries} />,
      );
    });
}

/** The part of the item's page where the change was made; null for an undo from the history. */
const UndoForm = z.object({ part: choice(["facts", "price", "state"], null) });

/** Mounted on `/items/history`. */
export function historyRoutes({ inventory }: Pick<Services, "inventory">): Hono<Env> {
  return new Hono<Env>().post("/:id/undo", async (c) => {
    const { part } = mustRead(UndoForm, await readSent(c));
    const { value: item } = await inventory.undo(c.req.param("id"), actorOf(c));
    flash(c, "common.undone");
    return c.redirect(`/items/${item.number}${part ? `#${part}` : ""}`, 303);
  });
}
