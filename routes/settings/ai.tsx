/** Settings of the readers: who reads labels and photos, which models there are, what the paid one may cost. */
import { type Context, Hono } from "hono";
import { Button } from "../../components/button.tsx";
import { Island } from "../../components/island.tsx";
import { Sheet } from "../../components/sheet.tsx";
import LiveJobs from "../../islands/LiveJobs.tsx";
import { CEILING_CENTS_MAX, ModelNameSchema, PASSES, READERS } from "../../services/ai/mod.ts";
import { invalid, notFound } from "../../services/base/errors.ts";
import { confirmedOnly } from "../access/confirm.tsx";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { liveJobs } from "../jobs/live_jobs.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";
import { PaidFields, ReaderFields } from "./ai_fields.tsx";
import { AiForm, CENTS_PER_EURO, euroToCents, settingsOf, type Wrong } from "./ai_form.ts";
import { AccuracySheet, OllamaSheet, SpendLine, TrialSheet } from "./ai_parts.tsx";
import { readFields } from "../forms/body.ts";

type Needs = Pick<Services, "ai" | "auth" | "clock">;

export const AI_SETTINGS = "/settings/ai";

/** Mounted on `/settings/ai`. */
export function aiSettingsRoutes(services: Needs): Hono<Env> {
  const { ai } = services;
  // Photos go to the account of that key.
  const confirmedForKey = confirmedOnly(services, (sent) => Boolean(sent.get("glmKey")?.[0]));
  return new Hono<Env>()
    .get("/", (c) => settingsPage(c, services))
    .post("/", confirmedForKey, async (c) => {
      const { data: form } = AiForm.safeParse(await readFields(c));
      if (!form) throw invalid("common.bad_request");
      const ceilingCents = euroToCents(form.ceiling);
      const wrong: Wrong = {};
      if (ceilingCents === null) {
        wrong.ceiling = c.var.t("ai.ceiling_bad", { max: CEILING_CENTS_MAX / CENTS_PER_EURO });
      }
      if (form.glmOn && !form.glmKey && !(await ai.settings()).hasKey) {
        wrong.glmKey = c.var.t("ai.glm_key_missing");
      }
      if (ceilingCents === null || wrong.glmKey) return await settingsPage(c, services, wrong);
      await ai.saveSettings(settingsOf(form, ceilingCents));
      flash(c, "ai.saved");
      return c.redirect(AI_SETTINGS, 303);
    })
    .post("/models", async (c) => {
      const { model = "" } = await readFields(c);
      const name = ModelNameSchema.safeParse(model);
      if (!name.success) {
        const wrong = { model: c.var.t("ai.model_name_bad", { name: String(model).slice(0, 60) }) };
        return await settingsPage(c, services, wrong);
      }
      await ai.pull(name.data);
      flash(c, "ai.pull_begun", { model: name.data });
      return c.redirect(AI_SETTINGS, 303);
    })
    .post("/trials/:pass", async (c) => {
      const pass = PASSES.find((pass) => pass === c.req.param("pass"));
      if (!pass) throw notFound("common.page_not_found");
      await ai.try(pass);
      flash(c, "ai.try_begun");
      return c.redirect(`${AI_SETTINGS}#trials`, 303);
    })
    .get("/sample", async (c) => c.body(await ai.sample(), 200, { "content-type": "image/jpeg" }));
}

async function settingsPage(
  c: Context<Env>,
  { ai, clock }: Needs,
  wrong: Wrong = {},
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
  const status = Object.keys(wrong).length > 0 ? 400 : 200;
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
          <ReaderFields c={c} settings={settings} ollama={ollama} />
          <PaidFields c={c} settings={settings} wrong={wrong} />
          <SpendLine c={c} spend={spend} ceilingCents={settings.ceilingCents} />
          <Button type="submit" kind="main">{t("common.save")}</Button>
        </form>
      </Sheet>
      <OllamaSheet c={c} ollama={ollama} wrong={wrong.model} />
      <TrialSheet c={c} trials={trials} now={clock.now()} />
      <AccuracySheet c={c} scores={scores} />
    </div>,
  );
}
