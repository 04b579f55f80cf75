/** The readers' settings as their form sends them. */
import { z } from "zod";
import {
  type AiSettings,
  CEILING_CENTS_MAX,
  ITEM_READERS,
  PAID_MODELS,
  TAG_READERS,
} from "../../services/ai/mod.ts";

export const CENTS_PER_EURO = 100;

/** Reasons of a refusal by field. */
export type Wrong = Partial<Record<"ceiling" | "glmKey" | "model", string>>;

export const AiForm = z.object({
  tagReader: z.enum(TAG_READERS),
  itemReader: z.enum(ITEM_READERS),
  ollamaModel: z.string().trim(),
  glmOn: z.literal("on").optional(),
  glmModel: z.enum(PAID_MODELS),
  glmKey: z.string().trim(),
  ceiling: z.string().trim(),
});

export function settingsOf(
  form: z.infer<typeof AiForm>,
  ceilingCents: number,
): Partial<AiSettings> {
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
export function euroToCents(text: string): number | null {
  if (!/^\d{1,4}(?:[.,]\d{1,2})?$/.test(text)) return null;
  const cents = Math.round(Number(text.replace(",", ".")) * CENTS_PER_EURO);
  return cents <= CEILING_CENTS_MAX ? cents : null;
}
