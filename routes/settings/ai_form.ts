/** The readers' settings as their form sends them, and as it shows them. */
import { z } from "zod";
import type { Locale } from "../../locales/mod.ts";
import {
  type AiSettings,
  CEILING_CENTS_MAX,
  ITEM_READERS,
  ModelNameSchema,
  PAID_MODELS,
  type ShownSettings,
  TAG_READERS,
} from "../../services/ai/mod.ts";
import {
  addWrong,
  amountText,
  choice,
  field,
  shortened,
  text,
  tick,
  Wrong,
} from "../forms/fields.ts";
import type { Values } from "../forms/merge.ts";

const CENTS_PER_EURO = 100;
const MODEL_CHARS_MAX = 200;
const KEY_CHARS_MAX = 500;

const ceilingWrong = () => new Wrong("ai.ceiling_bad", { max: CEILING_CENTS_MAX / CENTS_PER_EURO });

/** @param hasKey a key of the paid model is kept already */
export const AiForm = (hasKey: boolean) =>
  z.object({
    tagReader: choice(TAG_READERS),
    itemReader: choice(ITEM_READERS),
    ollamaModel: text({ max: MODEL_CHARS_MAX }),
    glmOn: tick,
    glmModel: choice(PAID_MODELS),
    glmKey: text({ max: KEY_CHARS_MAX }),
    ceiling: field(([typed = ""]) => euroToCents(typed.trim()) ?? ceilingWrong()),
  }).superRefine(({ glmOn, glmKey }, context) => {
    if (glmOn && !glmKey && !hasKey) addWrong(context, new Wrong("ai.glm_key_missing"), "glmKey");
  }).transform(({ ceiling: ceilingCents, ollamaModel, glmKey, ...rest }): Partial<AiSettings> => ({
    ...rest,
    ceilingCents,
    ollamaModel: ollamaModel || undefined,
    ...(glmKey && { glmKey }),
  }));

/** The key is never shown again. */
export const aiValues = (locale: Locale, settings: ShownSettings): Values => ({
  tagReader: [settings.tagReader],
  itemReader: [settings.itemReader],
  ollamaModel: [settings.ollamaModel ?? ""],
  glmOn: settings.glmOn ? ["on"] : [],
  glmModel: [settings.glmModel],
  glmKey: [],
  ceiling: [amountText(locale, settings.ceilingCents)],
});

export const ModelForm = z.object({
  model: field(([typed = ""]) => {
    const name = ModelNameSchema.safeParse(typed.trim());
    return name.success ? name.data : new Wrong("ai.model_name_bad", { name: shortened(typed) });
  }),
});

/** "2", "2,50", "2.5"; `null` for what is no sum, or too much. */
function euroToCents(text: string): number | null {
  if (!/^\d{1,4}(?:[.,]\d{1,2})?$/.test(text)) return null;
  const cents = Math.round(Number(text.replace(",", ".")) * CENTS_PER_EURO);
  return cents <= CEILING_CENTS_MAX ? cents : null;
}
