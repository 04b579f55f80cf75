/** Readers of labels and garments: OCR, a local model or a paid one propose facts from photos. */
export {
  type AI,
  createAI,
  type OllamaHealth,
  READERS,
  type ShownSettings,
  type Started,
} from "./ai.ts";
export type { Score } from "./accuracy.ts";
export { picturesFrom } from "./pictures.ts";
export type { InstalledModel } from "./ports.ts";
export { PAID_MODELS, PRICES_AS_OF } from "./prices.ts";
export { ModelNameSchema } from "./pulling.ts";
export { type AiSettings, CEILING_CENTS_MAX, ITEM_READERS, TAG_READERS } from "./settings.ts";
export type { MonthSpend } from "./spend.ts";
export { type Pass, PASSES, type Trial } from "./trial.ts";
