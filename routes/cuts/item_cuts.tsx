/** Routes of one item's plan. Each step returns to the page it was taken on and offers undo. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { money } from "../../locales/format.ts";
import type { MessageKey } from "../../locales/mod.ts";
import { FAVOURITES_MAX, type Plan, SNOOZE_DAYS } from "../../services/cuts/mod.ts";
import type { Params } from "../../services/base/errors.ts";
import { AMOUNT_CENTS_MAX, type Item } from "../../services/inventory/mod.ts";
import type { Env } from "../env.ts";
import { mustRead, readSent } from "../forms/body.ts";
import { choice, optionalWhole, whole } from "../forms/fields.ts";
import {
  answerForm,
  filledForm,
  type Form,
  type FormStatus,
  mergedForm,
  mustFit,
} from "../forms/form.ts";
import { actorOf } from "../frame/actor.ts";
import { flash } from "../frame/flash.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";
import { boardPage } from "./cuts.tsx";
import { ItemCutsPage } from "./item_cuts_page.tsx";
import { RuleForm, toRuleValues } from "./rule_form.tsx";
import { cutsPath } from "./cut_step.tsx";

/** An upper bound that no plan reaches. */
const TURN_MAX = 1_000_000_000;

type Needs = Pick<Services, "clock" | "cuts" | "inventory">;

const cents = whole({ min: 0, max: AMOUNT_CENTS_MAX });
/** The field of every form here that names the page to return to. */
const returnTo = { back: choice(["cuts", "item"], "item") };
const ActionForm = z.object(returnTo);
const UndoForm = z.object({ ...returnTo, turn: whole({ min: 0, max: TURN_MAX }) });
/** An empty field means unknown, not zero. */
const favourites = optionalWhole({ min: 0, max: FAVOURITES_MAX });
const CutForm = z.object({ favourites, from: cents, to: cents, ...returnTo });
const FavouritesForm = z.object({
  favourites: whole({ min: 0, max: FAVOURITES_MAX }),
  ...returnTo,
});
type Back = z.output<typeof ActionForm>["back"];

/** Mounted on `/items/:number{[0-9]+}/cuts`. */
export function itemCutRoutes(needs: Needs): Hono<Env> {
  const { clock, cuts, inventory } = needs;
  const itemOf = async (c: Context<Env>): Promise<Item> =>
    (await inventory.get(Number(c.req.param("number")))).value;

  async function readAction(c: Context<Env>): Promise<{ item: Item; back: Back }> {
    return { item: await itemOf(c), ...mustRead(ActionForm, await readSent(c)) };
  }

  const redirectBack = (c: Context<Env>, item: Item, back: Back, part = "next"): Response =>
    c.redirect(back === "cuts" ? "/cuts" : `${cutsPath(item)}#${part}`, 303);

  /** Confirms a step with a flash message that offers undo. */
  function confirm(
    c: Context<Env>,
    { item, back }: { item: Item; back: Back },
    { turn }: Plan,
    [key, params]: [MessageKey, Params?],
  ): Response {
    flash(c, key, params, {
      action: `${cutsPath(item)}/undo`,
      fields: { turn: String(turn), back },
    });
    return redirectBack(c, item, back);
  }

  async function show(
    c: Context<Env>,
    forms: { readonly rule?: Form; readonly step?: Form } = {},
    status?: FormStatus,
  ): Promise<Response> {
    const item = await itemOf(c);
    const planStatus = await cuts.status(item.id);
    const rule = planStatus?.plan.rule ?? await cuts.defaultRule();
    return page(
      c,
      {
        title: c.var.t("cuts.title_item", { number: item.number }),
        current: "items",
        sheet: "market",
        status,
      },
      <ItemCutsPage
        c={c}
        item={item}
        status={planStatus}
        now={clock.now()}
        rule={forms.rule ?? filledForm(toRuleValues(c.var.locale, rule))}
        step={forms.step}
      />,
    );
  }

  /** Shows a refused form on the page it was sent from. */
  async function showRefusedStep(
    c: Context<Env>,
    form: Form,
    status: FormStatus,
  ): Promise<Response> {
    if (form.values.back?.[0] !== "cuts") return await show(c, { step: form }, status);
    const { number } = await itemOf(c);
    return await boardPage(c, needs, { number, form }, status);
  }

  return new Hono<Env>()
    .get("/", (c) => show(c))
    .post("/", (c) =>
      answerForm(c, {
        async act(form) {
          const item = await itemOf(c);
          await cuts.savePlan(
            item.id,
            (rule) =>
              mustFit(c.var.t, RuleForm, mergedForm(form, toRuleValues(c.var.locale, rule))),
          );
          flash(c, "cuts.plan_saved");
          return redirectBack(c, item, "item", "plan");
        },
        again: (form, status) => show(c, { rule: form }, status),
      }))
    .post("/follow", async (c) => {
      const { item, back } = await readAction(c);
      await cuts.savePlan(item.id);
      flash(c, "cuts.followed", { number: item.number }, {
        action: `${cutsPath(item)}/end`,
        fields: { back: "cuts" },
      });
      return redirectBack(c, item, back);
    })
    .post("/record", (c) =>
      answerForm(c, {
        async act(form) {
          const { back, favourites, ...prices } = mustFit(c.var.t, CutForm, form);
          const item = await itemOf(c);
          const cut = { ...prices, ...(favourites !== null && { favourites }) };
          const plan = await cuts.record(item.id, cut, actorOf(c));
          const price = { cents: cut.to, currency: item.price!.currency };
          const said = { price: money(c.var.locale, price) };
          return confirm(c, { item, back }, plan, ["cuts.recorded", said]);
        },
        again: (form, status) => showRefusedStep(c, form, status),
      }))
    .post("/favourites", (c) =>
      answerForm(c, {
        async act(form) {
          const { back, favourites } = mustFit(c.var.t, FavouritesForm, form);
          const item = await itemOf(c);
          return confirm(c, { item, back }, await cuts.recordFavourites(item.id, favourites), [
            "cuts.marked",
          ]);
        },
        again: (form, status) => showRefusedStep(c, form, status),
      }))
    .post("/pass", async (c) => {
      const at = await readAction(c);
      const plan = await cuts.pass(at.item.id);
      return confirm(c, at, plan, ["cuts.passed", { count: plan.rule.everyDays }]);
    })
    .post("/snooze", async (c) => {
      const at = await readAction(c);
      return confirm(c, at, await cuts.snooze(at.item.id), ["cuts.snoozed", {
        count: SNOOZE_DAYS,
      }]);
    })
    .post("/restart", async (c) => {
      const at = await readAction(c);
      return confirm(c, at, await cuts.restart(at.item.id), ["cuts.restarted"]);
    })
    .post("/end", async (c) => {
      const at = await readAction(c);
      return confirm(c, at, await cuts.end(at.item.id), ["cuts.ended"]);
    })
    .post("/undo", async (c) => {
      const item = await itemOf(c);
      const { back, turn } = mustRead(UndoForm, await readSent(c));
      await cuts.undo(item.id, turn, actorOf(c));
      flash(c, "common.undone");
      return redirectBack(c, item, back);
    });
}
