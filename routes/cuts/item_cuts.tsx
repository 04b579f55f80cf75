/** What the seller does with one item's plan of cuts. Each step leads back to where it was taken, with its undo. */
import { type Context, Hono } from "hono";
import { money } from "../../locales/format.ts";
import type { MessageKey } from "../../locales/mod.ts";
import { type Plan, SNOOZE_DAYS } from "../../services/cuts/mod.ts";
import type { Params } from "../../services/errors.ts";
import type { Item } from "../../services/inventory/mod.ts";
import { actorOf } from "../frame/actor.ts";
import { ItemCutsPage } from "./item_cuts_page.tsx";
import { readRule } from "./rule.tsx";
import { cutsPath } from "./steps.tsx";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";
import { type FirstValues, readFields } from "../forms/body.ts";

type Needs = Pick<Services, "clock" | "cuts" | "inventory">;
type Form = FirstValues;

/** Mounted on `/items/:number{[0-9]+}/cuts`. */
export function itemCutRoutes({ clock, cuts, inventory }: Needs): Hono<Env> {
  async function asked(c: Context<Env>): Promise<{ item: Item; form: Form }> {
    const { value: item } = await inventory.get(Number(c.req.param("number")));
    return { item, form: await readFields(c) };
  }

  const backTo = (c: Context<Env>, item: Item, form: Form): Response =>
    c.redirect(form.back === "cuts" ? "/cuts" : cutsPath(item), 303);

  /** Says what was done, with the way back. */
  function done(
    c: Context<Env>,
    { item, form }: { item: Item; form: Form },
    { turn }: Plan,
    [key, params]: [MessageKey, Params?],
  ): Response {
    const fields = { turn: String(turn), back: form.back === "cuts" ? "cuts" : "item" };
    flash(c, key, params, { action: `${cutsPath(item)}/undo`, fields });
    return backTo(c, item, form);
  }

  return new Hono<Env>()
    .get("/", async (c) => {
      const { value: item } = await inventory.get(Number(c.req.param("number")));
      const [standing, usual] = await Promise.all([cuts.standing(item.id), cuts.usual()]);
      return page(
        c,
        {
          title: c.var.t("cuts.title_item", { number: item.number }),
          current: "items",
          sheet: "market",
        },
        <ItemCutsPage c={c} item={item} standing={standing} usual={usual} now={clock.now()} />,
      );
    })
    .post("/", async (c) => {
      const rule = await readRule(c);
      const { item, form } = await asked(c);
      await cuts.follow(item.id, rule);
      flash(c, "cuts.plan_saved");
      return backTo(c, item, form);
    })
    .post("/follow", async (c) => {
      const { item, form } = await asked(c);
      await cuts.follow(item.id);
      flash(c, "cuts.followed", { number: item.number }, {
        action: `${cutsPath(item)}/end`,
        fields: { back: "cuts" },
      });
      return backTo(c, item, form);
    })
    .post("/record", async (c) => {
      const { item, form } = await asked(c);
      const cut = {
        from: Number(form.from),
        to: Number(form.to),
        favourites: favouritesOf(form),
      };
      const plan = await cuts.record(item.id, cut, actorOf(c));
      const price = { cents: cut.to, currency: item.price!.currency };
      const said = { price: money(c.var.locale, price) };
      return done(c, { item, form }, plan, ["cuts.recorded", said]);
    })
    .post("/favourites", async (c) => {
      const { item, form } = await asked(c);
      const plan = await cuts.mark(item.id, favouritesOf(form) ?? NaN);
      return done(c, { item, form }, plan, ["cuts.marked"]);
    })
    .post("/pass", async (c) => {
      const at = await asked(c);
      const plan = await cuts.pass(at.item.id);
      return done(c, at, plan, ["cuts.passed", { count: plan.rule.everyDays }]);
    })
    .post("/snooze", async (c) => {
      const at = await asked(c);
      return done(c, at, await cuts.snooze(at.item.id), ["cuts.snoozed", { count: SNOOZE_DAYS }]);
    })
    .post("/restart", async (c) => {
      const at = await asked(c);
      return done(c, at, await cuts.restart(at.item.id), ["cuts.restarted"]);
    })
    .post("/end", async (c) => {
      const at = await asked(c);
      return done(c, at, await cuts.end(at.item.id), ["cuts.ended"]);
    })
    .post("/undo", async (c) => {
      const { item, form } = await asked(c);
      await cuts.takeBack(item.id, Number(form.turn), actorOf(c));
      flash(c, "common.undone");
      return backTo(c, item, form);
    });
}

/** Nothing written is nothing known, which is not zero. */
function favouritesOf({ favourites = "" }: Form): number | undefined {
  const text = favourites.trim();
  return text === "" ? undefined : Number(text);
}
