/** What the seller does with one item's plan of cuts. Each step leads back to where it was taken, with its undo. */
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
import { RuleForm, ruleValues } from "./rule.tsx";
import { cutsPath } from "./steps.tsx";

/** No plan is changed as often. */
const TURN_MAX = 1_000_000_000;

type Needs = Pick<Services, "clock" | "cuts" | "inventory">;

const cents = whole({ min: 0, max: AMOUNT_CENTS_MAX });
/** What every form here may say: where it leads back to. */
const where = { back: choice(["cuts", "item"], "item") };
const TapForm = z.object(where);
const UndoForm = z.object({ ...where, turn: whole({ min: 0, max: TURN_MAX }) });
/** Nothing written is nothing known, which is not zero. */
const favourites = optionalWhole({ min: 0, max: FAVOURITES_MAX });
const CutForm = z.object({ favourites, from: cents, to: cents, ...where });
const MarkForm = z.object({ favourites: whole({ min: 0, max: FAVOURITES_MAX }), ...where });
type Back = z.output<typeof TapForm>["back"];

/** Mounted on `/items/:number{[0-9]+}/cuts`. */
export function itemCutRoutes(needs: Needs): Hono<Env> {
  const { clock, cuts, inventory } = needs;
  const itemOf = async (c: Context<Env>): Promise<Item> =>
    (await inventory.get(Number(c.req.param("number")))).value;

  async function tapped(c: Context<Env>): Promise<{ item: Item; back: Back }> {
    return { item: await itemOf(c), ...mustRead(TapForm, await readSent(c)) };
  }

  const backTo = (c: Context<Env>, item: Item, back: Back, part = "next"): Response =>
    c.redirect(back === "cuts" ? "/cuts" : `${cutsPath(item)}#${part}`, 303);

  /** Says what was done, with the way back. */
  function done(
    c: Context<Env>,
    { item, back }: { item: Item; back: Back },
    { turn }: Plan,
    [key, params]: [MessageKey, Params?],
  ): Response {
    flash(c, key, params, {
      action: `${cutsPath(item)}/undo`,
      fields: { turn: String(turn), back },
    });
    return backTo(c, item, back);
  }

  async function show(
    c: Context<Env>,
    forms: { readonly rule?: Form; readonly step?: Form } = {},
    status?: FormStatus,
  ): Promise<Response> {
    const item = await itemOf(c);
    const standing = await cuts.standing(item.id);
    const rule = standing?.plan.rule ?? await cuts.usual();
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
        standing={standing}
        now={clock.now()}
        rule={forms.rule ?? filledForm(ruleValues(c.var.locale, rule))}
        step={forms.step}
      />,
    );
  }

  /** A step's form where it was sent from: on the page of all plans or on the item's own. */
  async function stepAgain(c: Context<Env>, form: Form, status: FormStatus): Promise<Response> {
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
          await cuts.follow(
            item.id,
            (rule) => mustFit(c.var.t, RuleForm, mergedForm(form, ruleValues(c.var.locale, rule))),
          );
          flash(c, "cuts.plan_saved");
          return backTo(c, item, "item", "plan");
        },
        again: (form, status) => show(c, { rule: form }, status),
      }))
    .post("/follow", async (c) => {
      const { item, back } = await tapped(c);
      await cuts.follow(item.id);
      flash(c, "cuts.followed", { number: item.number }, {
        action: `${cutsPath(item)}/end`,
        fields: { back: "cuts" },
      });
      return backTo(c, item, back);
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
          return done(c, { item, back }, plan, ["cuts.recorded", said]);
        },
        again: (form, status) => stepAgain(c, form, status),
      }))
    .post("/favourites", (c) =>
      answerForm(c, {
        async act(form) {
          const { back, favourites } = mustFit(c.var.t, MarkForm, form);
          const item = await itemOf(c);
          return done(c, { item, back }, await cuts.mark(item.id, favourites), ["cuts.marked"]);
        },
        again: (form, status) => stepAgain(c, form, status),
      }))
    .post("/pass", async (c) => {
      const at = await tapped(c);
      const plan = await cuts.pass(at.item.id);
      return done(c, at, plan, ["cuts.passed", { count: plan.rule.everyDays }]);
    })
    .post("/snooze", async (c) => {
      const at = await tapped(c);
      return done(c, at, await cuts.snooze(at.item.id), ["cuts.snoozed", { count: SNOOZE_DAYS }]);
    })
    .post("/restart", async (c) => {
      const at = await tapped(c);
      return done(c, at, await cuts.restart(at.item.id), ["cuts.restarted"]);
    })
    .post("/end", async (c) => {
      const at = await tapped(c);
      return done(c, at, await cuts.end(at.item.id), ["cuts.ended"]);
    })
    .post("/undo", async (c) => {
      const item = await itemOf(c);
      const { back, turn } = mustRead(UndoForm, await readSent(c));
      await cuts.takeBack(item.id, turn, actorOf(c));
      flash(c, "common.undone");
      return backTo(c, item, back);
    });
}
