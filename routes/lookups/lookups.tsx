/** The page of look-ups on the marketplace: terms, state, daily check, budget, and the button that stops them. */
import { type Context, Hono } from "hono";
import { Island } from "../../components/island.tsx";
import { Notice } from "../../components/notice.tsx";
import LiveJobs from "../../islands/LiveJobs.tsx";
import { LOOKUPS_SUBJECT } from "../../services/lookups/mod.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { liveJobs } from "../jobs/live_jobs.ts";
import { BudgetSheet, CanarySheet, StateSheet } from "./state_panels.tsx";
import { AcceptedSheet, TermsSheet } from "./terms_panels.tsx";
import { nextPath } from "../frame/next_path.ts";
import { page } from "../frame/page.tsx";
import { type Refusal, refusalOf } from "../frame/refusal.ts";
import type { Services } from "../services.ts";
import { limitSmallForms } from "../forms/body_limit.ts";
import { readFields } from "../forms/body.ts";
import { REFUSED_STATUS } from "../forms/form.ts";

type Needs = Pick<Services, "lookups" | "clock">;

const PATH = "/market/lookups";

/** Mounted on `/market/lookups`. */
export function lookupRoutes(services: Needs): Hono<Env> {
  const { lookups } = services;
  return new Hono<Env>()
    .use(limitSmallForms)
    .get("/", (c) => showLookups(c, services))
    .post("/acceptance", async (c) => {
      const { version, read } = await readFields(c);
      if (read === undefined) return await showLookups(c, services, { unread: true });
      return await runOrShowError(c, services, async () => {
        await lookups.accept(String(version));
        flash(c, "lookups.accepted");
      });
    })
    .post("/acceptance/removal", async (c) => {
      await lookups.revoke();
      flash(c, "lookups.revoked");
      return c.redirect(PATH, 303);
    })
    .post("/halt", async (c) => {
      const { back } = await readFields(c);
      await lookups.stop();
      flash(c, "lookups.stopped_now", {}, { action: `${PATH}/halt/removal`, fields: {} });
      return c.redirect(typeof back === "string" ? nextPath(back) : PATH, 303);
    })
    .post("/halt/removal", async (c) => {
      await lookups.resume();
      flash(c, "lookups.resumed");
      return c.redirect(PATH, 303);
    })
    .post("/budget", async (c) => {
      const { budget = "" } = await readFields(c);
      return await runOrShowError(c, services, async () => {
        await lookups.setBudget(Number(budget.trim() || Number.NaN));
        flash(c, "common.saved");
      }, { budget });
    })
    .post("/canary", (c) =>
      runOrShowError(c, services, async () => {
        await lookups.startCanary();
        flash(c, "lookups.canary_started");
      }));
}

/** The errors of the submitted form. */
interface FormErrors {
  readonly refused?: Refusal;
  /** The refused budget as typed. */
  readonly budget?: string;
  /** The box "I have read this" was not ticked. */
  readonly unread?: boolean;
}

async function runOrShowError(
  c: Context<Env>,
  services: Needs,
  act: () => Promise<void>,
  typed: Pick<FormErrors, "budget"> = {},
): Promise<Response> {
  try {
    await act();
  } catch (error) {
    return await showLookups(c, services, { ...typed, refused: refusalOf(c, error) });
  }
  return c.redirect(PATH, 303);
}

async function showLookups(
  c: Context<Env>,
  { lookups, clock }: Needs,
  { refused, budget, unread = false }: FormErrors = {},
): Promise<Response> {
  const { t } = c.var;
  const [state, jobs] = await Promise.all([lookups.state(), lookups.listActive()]);
  const isAccepted = state.accepted !== null && !state.termsChanged;
  const atBudget = refused?.key === "lookups.budget_bad";
  const live = liveJobs(c, jobs, { source: PATH, subject: LOOKUPS_SUBJECT });
  return page(
    c,
    {
      title: t("lookups.title"),
      current: "market",
      status: unread ? REFUSED_STATUS : refused?.status,
    },
    <div class="page page--narrow">
      <header class="masthead">
        <h1>{t("lookups.title")}</h1>
      </header>
      <div class="stack">
        <p>{t("lookups.intro")}</p>
        {!isAccepted && <p>{t("lookups.intro_without")}</p>}
      </div>
      {refused && !atBudget && <Notice tone="wrong">{refused.sentence}</Notice>}
      {state.termsChanged && <Notice>{t("lookups.terms_changed")}</Notice>}
      {!isAccepted && <TermsSheet c={c} state={state} unread={unread} />}
      {isAccepted && (
        <>
          <Island of={LiveJobs} props={live} />
          <StateSheet c={c} state={state} now={clock.now()} />
          <CanarySheet c={c} state={state} now={clock.now()} />
          <BudgetSheet
            c={c}
            state={state}
            typed={budget}
            wrong={atBudget ? refused.sentence : undefined}
          />
          <AcceptedSheet c={c} accepted={state.accepted!} />
        </>
      )}
    </div>,
  );
}
