/** Price cuts: all plans on one page, and the rule that new ones begin with. */
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
import { CutsBoard } from "./board.tsx";
import { RuleFields, RuleForm, ruleValues } from "./rule.tsx";
import type { RefusedCut } from "./steps.tsx";
import { flash } from "../frame/flash.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";

type Needs = Pick<Services, "clock" | "cuts" | "inventory">;

/** Of those on sale for long; the rest waits until these have a plan. */
const UNPLANNED_SHOWN = 10;
const LOOKED_AT_MAX = 500;

/** Mounted on `/cuts`. */
export function cutRoutes(needs: Needs): Hono<Env> {
  const { cuts } = needs;
  return new Hono<Env>()
    .get("/", (c) => boardPage(c, needs))
    .get(
      "/usual",
      async (c) => usualPage(c, filledForm(ruleValues(c.var.locale, await cuts.usual()))),
    )
    .post("/usual", (c) =>
      answerForm(c, {
        async act(form) {
          await cuts.saveUsual((usual) =>
            mustFit(c.var.t, RuleForm, mergedForm(form, ruleValues(c.var.locale, usual)))
          );
          flash(c, "common.saved");
          return c.redirect("/cuts/usual", 303);
        },
        again: (form, status) => usualPage(c, form, status),
      }));
}

/** @param refused the form of one cut that comes back */
export async function boardPage(
  c: Context<Env>,
  { clock, cuts, inventory }: Needs,
  refused?: RefusedCut,
  status?: FormStatus,
): Promise<Response> {
  const board = await cuts.board();
  const { everyDays } = await cuts.usual();
  const body = (
    <CutsBoard
      c={c}
      board={board}
      now={clock.now()}
      unplanned={unplanned(inventory, board.followed, everyDays)}
      days={everyDays}
      refused={refused}
    />
  );
  return page(c, { title: c.var.t("cuts.title"), current: "market", status }, body);
}

function unplanned(
  inventory: Needs["inventory"],
  followed: ReadonlySet<string>,
  olderThanDays: number,
): ItemRow[] {
  const { rows } = inventory.find({
    states: ["listed"],
    olderThanDays,
    sort: "newest",
    reversed: true,
    limit: LOOKED_AT_MAX,
  });
  return rows.filter(({ id, price }) => price && !followed.has(id)).slice(0, UNPLANNED_SHOWN);
}

function usualPage(c: Context<Env>, form: Form, status?: FormStatus): Response {
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
