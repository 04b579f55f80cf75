/** The chosen readers, and the limits of the paid one. */
import { z } from "zod";
import { type Database, defineCollection, retrying } from "../store/mod.ts";
import { PAID_MODELS } from "./prices.ts";

export const TAG_READERS = ["ocr", "ollama", "glm", "none"] as const;
export const ITEM_READERS = ["ollama", "glm", "none"] as const;
export const CEILING_CENTS_MAX = 10_000;
const MODEL_NAME_CHARS_MAX = 120;
const KEY_CHARS_MAX = 200;

const AiSettingsSchema = z.object({
  tagReader: z.enum(TAG_READERS).default("ocr"),
  itemReader: z.enum(ITEM_READERS).default("ollama"),
  /** Absent: the first installed one that sees. */
  ollamaModel: z.string().min(1).max(MODEL_NAME_CHARS_MAX).optional(),
  /** Off: no photo is sent to a foreign server. */
  glmOn: z.boolean().default(false),
  glmModel: z.enum(PAID_MODELS).default(PAID_MODELS[0]!),
  glmKey: z.string().min(1).max(KEY_CHARS_MAX).optional(),
  ceilingCents: z.number().int().min(0).max(CEILING_CENTS_MAX).default(200),
});
export type AiSettings = z.infer<typeof AiSettingsSchema>;

const ID = "ai";
const settings = defineCollection<AiSettings>({
  name: "ai_settings",
  schema: AiSettingsSchema,
  version: 1,
  id: () => ID,
  sealed: ["glmKey"],
});

export async function readSettings(db: Database): Promise<AiSettings> {
  return (await db.get(settings, ID))?.value ?? AiSettingsSchema.parse({});
}

/** A field given as `undefined` is cleared; one that is absent stays. */
export async function saveSettings(db: Database, patch: Partial<AiSettings>): Promise<void> {
  await retrying(async () => {
    const row = await db.get(settings, ID);
    const next = AiSettingsSchema.parse({ ...row?.value, ...patch });
    const change = db.change();
    if (row) change.update(settings, row, next);
    else change.insert(settings, next);
    await change.commit();
  });
}
