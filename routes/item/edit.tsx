/** The edit page of an item: all facts and fields, saved as one change. */
import { type Context, Hono } from "hono";
import type { FactsPatch } from "../../services/inventory/mod.ts";
import type { Env } from "../env.ts";
import { answerForm, filledForm, type Form, type FormStatus } from "../forms/form.ts";
import { actorOf } from "../frame/actor.ts";
import { flash } from "../frame/flash.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";
import { itemChanges } from "./form_read.ts";
import { itemValues } from "./form_values.ts";
import { ItemForm } from "./form.tsx";
import { jobsOf } from "./item_page.tsx";
import { undoOf } from "./undo_form.ts";

type Needs = Pick<Services, "ai" | "inventory" | "jobs">;

/** Mounted on `/items/:number{[0-9]+}/edit`. */
export function editRoutes({ ai, inventory, jobs }: Needs): Hono<Env> {
  const rowOf = (c: Context<Env>) => inventory.get(Number(c.req.param("number")));

  async function show(c: Context<Env>, sent?: Form, status?: FormStatus): Promise<Response> {
    const { value: item } = await rowOf(c);
    const category = item.facts.category?.value;
    const body = (
      <ItemForm
        c={c}
        item={item}
        form={sent ?? filledForm(itemValues(item, c.var))}
        recents={inventory.recents(category === undefined ? {} : { category })}
        lots={await inventory.lots.list()}
        jobs={await jobsOf(c, jobs, item)}
      />
    );
    const title = c.var.t("items.edit_title", { number: item.number });
    return page(c, { title, current: "items", status }, body);
  }

  return new Hono<Env>()
    .get("/", (c) => show(c))
    .post("/", (c) =>
      answerForm(c, {
        fieldOf: { "inventory.no_such_lot": "lotId" },
        async act(form) {
          const { id, value: before } = await rowOf(c);
          let facts: FactsPatch = {};
          const { entry } = await inventory.save(id, (item) => {
            const changes = itemChanges(c.var, form, item);
            facts = changes.facts ?? {};
            return changes;
          }, actorOf(c));
          await ai.corrected(before, facts);
          flash(c, "common.saved", {}, undoOf(entry, "facts"));
          return c.redirect(`/items/${before.number}`, 303);
        },
        again: (form, status) => show(c, form, status),
      }));
}
