/** Settings of the readers and the spending limit of the paid one. */
import type { Context } from "hono";
import { CheckField, SelectField, TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { INTL, type MessageKey } from "../../locales/mod.ts";
import {
  ITEM_READERS,
  type OllamaHealth,
  PAID_MODELS,
  type ShownSettings,
  TAG_READERS,
} from "../../services/ai/mod.ts";
import type { Env } from "../env.ts";
import { CENTS_PER_EURO, type Wrong } from "./ai_form.ts";

export function ReaderFields(
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

export function PaidFields(
  { c, settings, wrong }: { c: Context<Env>; settings: ShownSettings; wrong: Wrong },
) {
  const { t, locale } = c.var;
  const euro = new Intl.NumberFormat(INTL[locale], { minimumFractionDigits: 2 });
  return (
    <>
      <h3>{t("ai.glm")}</h3>
      <Notice>{t("ai.glm_leaves")}</Notice>
      <CheckField name="glmOn" label={t("ai.glm_on")} checked={settings.glmOn} />
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
