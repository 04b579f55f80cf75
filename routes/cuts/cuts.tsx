/** Routes of price cuts: the page of all plans, and the form of the default rule. */
import { type Context, Hono } from "hono";
import { ButtonLink } from "../../components/button.tsx";
import type { ItemRow } from "../../services/inventory/mod.ts";
import type { Env } from "../env.ts";
import {
  answerForm,
  filledForm,
  type Form,
  type FormStatus,
  mergedForm,
  mustFit,
} from "../forms/form.ts";
import { SaveButton } from "../forms/notice.tsx";
import { CutsPage } from "./cuts_page.tsx";
import { RuleFields, RuleForm, toRuleValues } from "./rule_form.tsx";
import type { RefusedCut } from "./cut_step.tsx";
import { flash } from "../frame/flash.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";

type Needs = Pick<Services, "clock" | "cuts" | "inventory">;

/** Only so many items without a plan are shown at once. */
const UNPLANNED_SHOWN = 10;
const SEARCHED_MAX = 500;

/** Mounted on `/cuts`. */
export function cutRoutes(needs: Needs): Hono<Env> {
  const { cuts } = needs;
  return new Hono<Env>()
    .get("/", (c) => boardPage(c, needs))
    .get(
      "/usual",
      async (c) =>
        defaultRulePage(c, filledForm(toRuleValues(c.var.locale, await cuts.defaultRule()))),
    )
    .post("/usual", (c) =>
      answerForm(c, {
        async act(form) {
          await cuts.saveDefaultRule((usual) =>
            mustFit(c.var.t, RuleForm, mergedForm(form, toRuleValues(c.var.locale, usual)))
          );
          flash(c, "common.saved");
          return c.redirect("/cuts/usual", 303);
        },
        again: (form, status) => defaultRulePage(c, form, status),
      }));
}

/** @param refused the form of a refused cut, shown again with its errors */
export async function boardPage(
  c: Context<Env>,
  { clock, cuts, inventory }: Needs,
  refused?: RefusedCut,
  status?: FormStatus,
): Promise<Response> {
  const board = await cuts.board();
  const { everyDays } = await cuts.defaultRule();
  const body = (
    <CutsPage
      c={c}
      board={board}
      now={clock.now()}
      unplanned={unplanned(inventory, board.planned, everyDays)}
      days={everyDays}
      refused={refused}
    />
  );
  return page(c, { title: c.var.t("cuts.title"), current: "market", status }, body);
}

function unplanned(
  inventory: Needs["inventory"],
  planned: ReadonlySet<string>,
  olderThanDays: number,
): ItemRow[] {
  const { rows } = inventory.find({
    states: ["listed"],
    olderThanDays,
    sort: "newest",
    reversed: true,
    limit: SEARCHED_MAX,
  });
  return rows.filter(({ id, price }) => price && !planned.has(id)).slice(0, UNPLANNED_SHOWN);
}

function defaultRulePage(c: Context<Env>, form: Form, status?: FormStatus): Response {
  const { t } = c.var;
  const body = (
    <div class="page page--narrow">
      <header class="masthead">
        <h1>{t("cuts.usual")}</h1>
        <ButtonLink href="/cuts" icon="back">{t("cuts.title")}</ButtonLink>
      </header>
      <p>{t("cuts.usual_intro")}</p>
      <form method="post" action="/cuts/usual" class="form">
        <RuleFields t={t} form={form} />
        <SaveButton t={t} form={form} label={t("cuts.save_usual")} back="/cuts/usual" />
      </form>
    </div>
  );
  return page(c, { title: t("cuts.usual"), current: "market", status }, body);
}
