/** Settings of the readers: who reads labels and photos, which models there are, what the paid one may cost. */
import { type Context, Hono } from "hono";
import { Island } from "../../components/island.tsx";
import { Sheet } from "../../components/sheet.tsx";
import LiveJobs from "../../islands/LiveJobs.tsx";
import { PASSES, READERS } from "../../services/ai/mod.ts";
import { notFound } from "../../services/base/errors.ts";
import { confirmedOnly } from "../access/confirm.tsx";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { liveJobs } from "../jobs/live_jobs.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";
import { PaidFields, ReaderFields } from "./ai_fields.tsx";
import { AiForm, aiValues, ModelForm } from "./ai_form.ts";
import { AccuracySheet, OllamaSheet, SpendLine, TrialSheet } from "./ai_parts.tsx";
import {
  answerForm,
  blankForm,
  filledForm,
  type Form,
  type FormStatus,
  mergedForm,
  mustFit,
} from "../forms/form.ts";
import { FormNotice, SaveButton, SeenField } from "../forms/notice.tsx";

type Needs = Pick<Services, "ai" | "auth" | "clock">;

const AI_SETTINGS = "/settings/ai";

/** Mounted on `/settings/ai`. */
export function aiSettingsRoutes(services: Needs): Hono<Env> {
  const { ai } = services;
  // Photos go to the account of that key.
  const confirmedForKey = confirmedOnly(services, (sent) => Boolean(sent.get("glmKey")?.[0]));
  return new Hono<Env>()
    .get("/", (c) => settingsPage(c, services))
    .post("/", confirmedForKey, (c) =>
      answerForm(c, {
        async act(form) {
          const settings = await ai.settings();
          const merged = mergedForm(form, aiValues(c.var.locale, settings));
          await ai.saveSettings(mustFit(c.var.t, AiForm(settings.hasKey), merged));
          flash(c, "ai.saved");
          return c.redirect(AI_SETTINGS, 303);
        },
        again: (readers, status) => settingsPage(c, services, { readers, status }),
      }))
    .post("/models", (c) =>
      answerForm(c, {
        async act(form) {
          const { model } = mustFit(c.var.t, ModelForm, form);
          await ai.pull(model);
          flash(c, "ai.pull_begun", { model });
          return c.redirect(AI_SETTINGS, 303);
        },
        again: (model, status) => settingsPage(c, services, { model, status }),
      }))
    .post("/trials/:pass", async (c) => {
      const pass = PASSES.find((pass) => pass === c.req.param("pass"));
      if (!pass) throw notFound("common.page_not_found");
      await ai.try(pass);
      flash(c, "ai.try_begun");
      return c.redirect(`${AI_SETTINGS}#trials`, 303);
    })
    .get("/sample", async (c) => c.body(await ai.sample(), 200, { "content-type": "image/jpeg" }));
}

/** The forms that come back. */
interface Refused {
  readonly readers?: Form;
  readonly model?: Form;
  readonly status?: FormStatus;
}

async function settingsPage(
  c: Context<Env>,
  { ai, clock }: Needs,
  { readers, model = blankForm(), status }: Refused = {},
): Promise<Response> {
  const { t } = c.var;
  const [settings, ollama, spend, scores, trials, jobs] = await Promise.all([
    ai.settings(),
    ai.ollama(),
    ai.spend(),
    ai.scores(),
    ai.trials(),
    ai.underWay(),
  ]);
  const live = liveJobs(c, jobs, { source: AI_SETTINGS, subject: READERS });
  const form = readers ?? filledForm(aiValues(c.var.locale, settings));
  return page(
    c,
    { title: t("ai.title"), current: "settings", status },
    <div class="page">
      <header class="masthead">
        <h1>{t("ai.title")}</h1>
      </header>
      <p>{t("ai.intro")}</p>
      <Island of={LiveJobs} props={live} />
      <Sheet title={t("ai.choose")}>
        <form method="post" action={AI_SETTINGS} class="form">
          <FormNotice t={t} form={form} />
          <SeenField form={form} />
          <ReaderFields c={c} form={form} ollama={ollama} />
          <PaidFields c={c} form={form} hasKey={settings.hasKey} />
          <SpendLine c={c} spend={spend} ceilingCents={settings.ceilingCents} />
          <SaveButton t={t} form={form} label={t("common.save")} back={AI_SETTINGS} />
        </form>
      </Sheet>
      <OllamaSheet c={c} ollama={ollama} form={model} />
      <TrialSheet c={c} trials={trials} now={clock.now()} />
      <AccuracySheet c={c} scores={scores} />
    </div>,
  );
}
