/** Settings of the readers: who reads labels and photos, which models there are, what the paid one may cost. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { Button } from "../../components/button.tsx";
import { CheckField, SelectField, TextField } from "../../components/field.tsx";
import { Island } from "../../components/island.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import LiveJobs from "../../islands/LiveJobs.tsx";
import { INTL, type MessageKey } from "../../locales/mod.ts";
import {
  type AiSettings,
  CEILING_CENTS_MAX,
  ITEM_READERS,
  ModelNameSchema,
  type OllamaHealth,
  PAID_MODELS,
  PASSES,
  READERS,
  type ShownSettings,
  TAG_READERS,
} from "../../services/ai/mod.ts";
import { notFound } from "../../services/errors.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { sayJob } from "../jobs/job_words.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";
import { AccuracySheet, OllamaSheet, SpendLine, TrialSheet } from "./ai_parts.tsx";

type Needs = Pick<Services, "ai" | "clock">;
/** By the name of the field, what is wrong with it. */
type Wrong = Partial<Record<"ceiling" | "glmKey" | "model", string>>;

export const AI_SETTINGS = "/settings/ai";
const CENTS_PER_EURO = 100;

const Form = z.object({
  tagReader: z.enum(TAG_READERS),
  itemReader: z.enum(ITEM_READERS),
  ollamaModel: z.string().trim(),
  glmOn: z.literal("on").optional(),
  glmModel: z.enum(PAID_MODELS),
  glmKey: z.string().trim(),
  ceiling: z.string().trim(),
});

/** Mounted on `/settings/ai`. */
export function aiSettingsRoutes(services: Needs): Hono<Env> {
  const { ai } = services;
  return new Hono<Env>()
    .get("/", (c) => settingsPage(c, services))
    .post("/", async (c) => {
      const form = Form.parse(await c.req.parseBody());
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
      const { model = "" } = await c.req.parseBody();
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
  const live = {
    jobs: jobs.map((job) => sayJob(job, t)),
    subject: READERS,
    cancel: t("jobs.cancel"),
    more: t("jobs.more", { count: "{count}" }),
    reload: true,
  };
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
          <Readers c={c} settings={settings} ollama={ollama} />
          <h3>{t("ai.glm")}</h3>
          <Notice>{t("ai.glm_leaves")}</Notice>
          <CheckField name="glmOn" label={t("ai.glm_on")} checked={settings.glmOn} />
          <Paid c={c} settings={settings} wrong={wrong} />
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

function Readers(
  { c, settings, ollama }: { c: Context<Env>; settings: ShownSettings; ollama: OllamaHealth },
) {
  const { t } = c.var;
  const option = (value: (typeof TAG_READERS)[number]) => ({
    value,
    label: t(`ai.${value}` satisfies MessageKey),
  });
  const seeing = ollama.models.filter(({ sees }) => sees).map(({ name }) => name);
  const chosen = settings.ollamaModel;
  const models = chosen && !seeing.includes(chosen) ? [chosen, ...seeing] : seeing;
  return (
    <>
      <SelectField
        name="tagReader"
        label={t("ai.tag_reader")}
        hint={t("ai.tag_reader_hint")}
        options={TAG_READERS.map(option)}
        value={settings.tagReader}
      />
      <SelectField
        name="itemReader"
        label={t("ai.item_reader")}
        hint={t("ai.item_reader_hint")}
        options={ITEM_READERS.map(option)}
        value={settings.itemReader}
      />
      <SelectField
        name="ollamaModel"
        label={t("ai.ollama_model")}
        options={[
          { value: "", label: t("ai.model_any") },
          ...models.map((value) => ({ value, label: value })),
        ]}
        value={chosen ?? ""}
      />
    </>
  );
}

function Paid({ c, settings, wrong }: { c: Context<Env>; settings: ShownSettings; wrong: Wrong }) {
  const { t, locale } = c.var;
  const euro = new Intl.NumberFormat(INTL[locale], { minimumFractionDigits: 2 });
  return (
    <>
      <SelectField
        name="glmModel"
        label={t("ai.glm_model")}
        options={PAID_MODELS.map((value) => ({ value, label: value }))}
        value={settings.glmModel}
      />
      <TextField
        name="glmKey"
        type="password"
        autocomplete="off"
        label={t("ai.glm_key")}
        hint={t(settings.hasKey ? "ai.glm_key_kept" : "ai.glm_key_hint")}
        error={wrong.glmKey}
      />
      <TextField
        name="ceiling"
        inputMode="decimal"
        label={t("ai.ceiling")}
        hint={t("ai.ceiling_hint")}
        value={euro.format(settings.ceilingCents / CENTS_PER_EURO)}
        error={wrong.ceiling}
      />
    </>
  );
}

function settingsOf(form: z.infer<typeof Form>, ceilingCents: number): Partial<AiSettings> {
  const { tagReader, itemReader, glmModel, glmOn, glmKey, ollamaModel } = form;
  return {
    tagReader,
    itemReader,
    glmModel,
    ceilingCents,
    glmOn: glmOn !== undefined,
    ollamaModel: ollamaModel || undefined,
    ...(glmKey && { glmKey }),
  };
}

/** "2", "2,50", "2.5"; `null` for what is no sum, or too much. */
function euroToCents(text: string): number | null {
  if (!/^\d{1,4}(?:[.,]\d{1,2})?$/.test(text)) return null;
  const cents = Math.round(Number(text.replace(",", ".")) * CENTS_PER_EURO);
  return cents <= CEILING_CENTS_MAX ? cents : null;
}
