/** Settings of the readers and the spending limit of the paid one. */
import type { Context } from "hono";
import { CheckField, SelectField, TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import type { MessageKey } from "../../locales/mod.ts";
import {
  ITEM_READERS,
  type OllamaHealth,
  PAID_MODELS,
  TAG_READERS,
} from "../../services/ai/mod.ts";
import type { Env } from "../env.ts";
import type { Form } from "../forms/form.ts";
import { propsOf } from "../forms/props.ts";

export function ReaderFields(
  { c, form, ollama }: { c: Context<Env>; form: Form; ollama: OllamaHealth },
) {
  const { t } = c.var;
  const option = (value: (typeof TAG_READERS)[number]) => ({
    value,
    label: t(`ai.${value}` satisfies MessageKey),
  });
  const seeing = ollama.models.filter(({ sees }) => sees).map(({ name }) => name);
  const { value } = propsOf(t, form);
  const chosen = value("ollamaModel").value;
  const models = chosen && !seeing.includes(chosen) ? [chosen, ...seeing] : seeing;
  return (
    <>
      <SelectField
        {...value("tagReader")}
        label={t("ai.tag_reader")}
        hint={t("ai.tag_reader_hint")}
        options={TAG_READERS.map(option)}
      />
      <SelectField
        {...value("itemReader")}
        label={t("ai.item_reader")}
        hint={t("ai.item_reader_hint")}
        options={ITEM_READERS.map(option)}
      />
      <SelectField
        {...value("ollamaModel")}
        label={t("ai.ollama_model")}
        options={[
          { value: "", label: t("ai.model_any") },
          ...models.map((value) => ({ value, label: value })),
        ]}
      />
    </>
  );
}

export function PaidFields(
  { c, form, hasKey }: { c: Context<Env>; form: Form; hasKey: boolean },
) {
  const { t } = c.var;
  const { said, tick, value } = propsOf(t, form);
  return (
    <>
      <h3>{t("ai.glm")}</h3>
      <Notice>{t("ai.glm_leaves")}</Notice>
      <CheckField {...tick("glmOn")} label={t("ai.glm_on")} />
      <SelectField
        {...value("glmModel")}
        label={t("ai.glm_model")}
        options={PAID_MODELS.map((value) => ({ value, label: value }))}
      />
      <TextField
        {...said("glmKey")}
        type="password"
        autocomplete="off"
        label={t("ai.glm_key")}
        hint={t(hasKey ? "ai.glm_key_kept" : "ai.glm_key_hint")}
      />
      <TextField
        {...value("ceiling")}
        inputMode="decimal"
        label={t("ai.ceiling")}
        hint={t("ai.ceiling_hint")}
      />
    </>
  );
}
