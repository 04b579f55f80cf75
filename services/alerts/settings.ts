/** Where alerts go and when; what opens a foreign door is sealed. */
import { z } from "zod";
import { invalid } from "../base/errors.ts";
import { type Database, defineCollection, retrying } from "../store/mod.ts";
import { CHANNELS } from "./alert.ts";
import { EmailSchema, NtfySchema, TelegramSchema, webAddress } from "./places.ts";

const HOURS_A_DAY = 24;
const hour = z.coerce.number().int().min(0).max(HOURS_A_DAY - 1);
const channels = z.array(z.enum(CHANNELS)).default(() => [...CHANNELS]);

export const RulesSchema = z.object({
  /** From one hour to the other, by the clock on the wall in Italy, nothing is told that can wait. */
  quiet: z.object({ on: z.boolean(), from: hour, to: hour })
    .refine(({ from, to }) => from !== to)
    .default({ on: true, from: 22, to: 8 }),
  /** All of a day in one message, at this hour. */
  digest: z.object({ on: z.boolean(), hour }).default({ on: false, hour: 19 }),
  heartbeat: z.boolean().default(false),
  routing: z.object({
    watch: channels,
    cuts: channels,
    canary: channels,
    jobs: channels,
    heartbeat: channels,
  }).prefault({}),
  /** Under which address the owner's devices reach the app: without it a link would lead nowhere. */
  baseUrl: webAddress.optional(),
});
export type Rules = z.infer<typeof RulesSchema>;

const SettingsSchema = RulesSchema.extend({
  ntfy: NtfySchema.optional(),
  telegram: TelegramSchema.optional(),
  email: EmailSchema.optional(),
});
export type AlertSettings = z.infer<typeof SettingsSchema>;

const ID = "alerts";
const settings = defineCollection<AlertSettings>({
  name: "alert_settings",
  schema: SettingsSchema,
  version: 1,
  id: () => ID,
  sealed: ["ntfy", "telegram", "email"],
});

export async function readSettings(db: Database): Promise<AlertSettings> {
  return (await db.get(settings, ID))?.value ?? SettingsSchema.parse({});
}

/** A field given as `undefined` is cleared; one that is absent stays. */
export async function saveSettings(db: Database, patch: Partial<AlertSettings>): Promise<void> {
  await retrying(async () => {
    const row = await db.get(settings, ID);
    const next = SettingsSchema.parse({ ...row?.value, ...patch });
    const change = db.change();
    if (row) change.update(settings, row, next);
    else change.insert(settings, next);
    await change.commit();
  });
}

/** What a person types, and may get wrong; anything else is no form of ours. */
const TYPED = [
  "server",
  "topic",
  "token",
  "apiUrl",
  "chatId",
  "host",
  "port",
  "security",
  "password",
  "from",
  "to",
  "quiet",
  "baseUrl",
] as const;

/** @throws Failure `alerts.wrong_FIELD` of the first field that cannot be used */
export function checked<T>(schema: z.ZodType<T>, given: unknown): T {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const field = TYPED.find((field) => field === read.error.issues[0]!.path[0]);
  throw invalid(field ? `alerts.wrong_${field}` : "common.bad_request", {}, read.error);
}
