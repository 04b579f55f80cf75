/** Parts of the readers' settings besides the form: models, spend, trials, accuracy. */
import type { Context } from "hono";
import { Button } from "../../components/button.tsx";
import { TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { Measure } from "../../components/tape.tsx";
import { ago, bytes, money } from "../../locales/format.ts";
import { INTL, isMessageKey, type Locale, type MessageKey } from "../../locales/mod.ts";
import {
  type InstalledModel,
  type MonthSpend,
  type OllamaHealth,
  PASSES,
  PRICES_AS_OF,
  type Score,
  type Trial,
} from "../../services/ai/mod.ts";
import type { Params } from "../../services/base/errors.ts";
import type { Env } from "../env.ts";
import type { Form } from "../forms/form.ts";
import { FormNotice } from "../forms/notice.tsx";
import { propsOf } from "../forms/props.ts";
import { FACTS_SHOWN, factText } from "../item/item_texts.ts";

const MICRO_EURO_PER_CENT = 10_000;
const MS_PER_SECOND = 1_000;

type C = { c: Context<Env> };

export function SpendLine(
  { c, spend, ceilingCents }: C & { spend: MonthSpend; ceilingCents: number },
) {
  const { t, locale } = c.var;
  const cents = Math.ceil(spend.microEuro / MICRO_EURO_PER_CENT);
  const euro = (cents: number) => money(locale, { cents, currency: "EUR" });
  return (
    <>
      <Measure
        value={cents}
        max={ceilingCents}
        label={t("ai.glm_spent")}
        figure={t("ai.glm_spent_figure", { spent: euro(cents), ceiling: euro(ceilingCents) })}
      >
        {t("ai.glm_spent")}
      </Measure>
      <p class="hint">
        {t("ai.glm_spent_note", { calls: spend.calls, asOf: month(locale, PRICES_AS_OF) })}
      </p>
    </>
  );
}

export function OllamaSheet(
  { c, ollama, form }: C & { ollama: OllamaHealth; form: Form },
) {
  const { t, locale } = c.var;
  return (
    <Sheet title={t("ai.ollama")}>
      <OllamaState c={c} ollama={ollama} />
      <p class="hint">{t("ai.ollama_address", { url: ollama.url })}</p>
      {ollama.models.length > 0 && (
        <ul>
          {ollama.models.map((model) => (
            <li key={model.name}>
              {model.name} · {modelState(c, model)} · {bytes(locale, model.bytes)}
            </li>
          ))}
        </ul>
      )}
      <form method="post" action="/settings/ai/models" class="form">
        <FormNotice t={t} form={form} />
        <TextField
          {...propsOf(t, form).value("model")}
          label={t("ai.model_name")}
          hint={t("ai.model_name_hint")}
          placeholder="qwen3-vl:4b"
          autocapitalize="off"
          spellcheck={false}
        />
        <Button type="submit">{t("ai.pull_button")}</Button>
      </form>
    </Sheet>
  );
}

function modelState({ var: { t } }: C["c"], { sees, problem }: InstalledModel): string {
  if (problem !== undefined) return t("ai.model_broken", { reason: problem });
  return t(sees ? "ai.model_sees" : "ai.model_text_only");
}

function OllamaState({ c, ollama: { version, models, problem } }: C & { ollama: OllamaHealth }) {
  const { t } = c.var;
  if (problem) return <Notice>{sentence(c, problem.key, problem.params)}</Notice>;
  return (
    <p>
      {t("ai.ollama_ready", { version: version ?? "" })}
      {models.length === 0 && <>{" "}{t("ai.no_models")}</>}
    </p>
  );
}

export function TrialSheet({ c, trials, now }: C & { trials: readonly Trial[]; now: number }) {
  const { t } = c.var;
  return (
    <Sheet title={t("ai.try")} id="trials">
      <p>{t("ai.try_hint")}</p>
      <img src="/settings/ai/sample" alt={t("ai.sample")} width="200" height="200" loading="lazy" />
      {PASSES.map((pass) => (
        <form
          key={pass}
          method="post"
          action={`/settings/ai/trials/${pass}`}
          class="stack"
        >
          <div>
            <Button type="submit">{t(`ai.trial_${pass}`)}</Button>
          </div>
          <TrialResult c={c} trial={trials.find((trial) => trial.pass === pass)} now={now} />
        </form>
      ))}
    </Sheet>
  );
}

function TrialResult({ c, trial, now }: C & { trial?: Trial; now: number }) {
  const { t, locale } = c.var;
  if (!trial) return null;
  const { by, at, tookMs, lines = [], facts } = trial;
  const seconds = Math.round(tookMs / MS_PER_SECOND);
  const understood = FACTS_SHOWN.filter((name) => facts[name]);
  return (
    <>
      <p class="hint">{t("ai.trial_by", { reader: by, seconds, when: ago(locale, at, now) })}</p>
      {lines.length > 0 && <p class="small soft">{lines.join(" · ")}</p>}
      {understood.length === 0 && <p>{t("ai.trial_nothing")}</p>}
      <dl class="facts">
        {understood.map((name) => (
          <div key={name}>
            <dt>{sentence(c, `inventory.fact_${name}`)}</dt>
            <dd>{factText(facts, name, c.var)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

export function AccuracySheet({ c, scores }: C & { scores: readonly Score[] }) {
  const { t } = c.var;
  if (scores.length === 0) {
    return <Sheet title={t("ai.accuracy")}>{t("ai.accuracy_empty")}</Sheet>;
  }
  return (
    <Sheet title={t("ai.accuracy")}>
      <p>{t("ai.accuracy_hint")}</p>
      <dl class="facts">
        {scores.map(({ by, fact, right, wrong }) => (
          <div key={`${by}/${fact}`}>
            <dt>{by} · {sentence(c, `inventory.fact_${fact}`)}</dt>
            <dd>{t("ai.accuracy_share", share(right, right + wrong))}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}

function share(right: number, total: number) {
  return { right, total, percent: Math.round(right / total * 100) };
}

/** Keys that come out of the store may be of another version: then the key itself is better than nothing. */
function sentence(c: Context<Env>, key: string, params?: Params): string {
  return isMessageKey(key) ? c.var.t(key as MessageKey, params) : key;
}

/** "2026-11" as "novembre 2026". */
function month(locale: Locale, name: string): string {
  const format = new Intl.DateTimeFormat(INTL[locale], {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return format.format(new Date(`${name}-01T00:00:00Z`));
}
