/** The stored settings of alerts; channel settings are sealed because they contain secrets. */
import { z } from "zod";
import { invalid } from "../base/errors.ts";
import { type Database, defineCollection } from "../store/mod.ts";
import { CHANNELS } from "./alert.ts";
import { EmailSchema, NtfySchema, TelegramSchema, webAddress } from "./channel_settings.ts";

const HOURS_A_DAY = 24;
const hour = z.coerce.number().int().min(0).max(HOURS_A_DAY - 1);
const channels = z.array(z.enum(CHANNELS)).default(() => [...CHANNELS]);

export const RulesSchema = z.object({
  /** Between these hours, in Italian time, only urgent alerts are sent. */
  quiet: z.object({ on: z.boolean(), from: hour, to: hour })
    .refine(({ from, to }) => from !== to)
    .default({ on: true, from: 22, to: 8 }),
  /** One message a day at this hour. */
  digest: z.object({ on: z.boolean(), hour }).default({ on: false, hour: 19 }),
  heartbeat: z.boolean().default(false),
  routing: z.object({
    watch: channels,
    cuts: channels,
    canary: channels,
    jobs: channels,
    heartbeat: channels,
  }).prefault({}),
  /** The URL under which the owner's devices reach the app; links need it. */
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

/** A field that is `undefined` is cleared; an absent field is unchanged. */
export async function saveSettings(db: Database, patch: Partial<AlertSettings>): Promise<void> {
  await db.edit(settings, ID, (stored) => SettingsSchema.parse({ ...stored, ...patch }));
}

/** The fields that have an error message of their own. */
const FIELDS_WITH_MESSAGE = [
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

/** @throws Failure `alerts.wrong_FIELD` for the first invalid field */
export function parseInput<T>(schema: z.ZodType<T>, given: unknown): T {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const field = FIELDS_WITH_MESSAGE.find((field) => field === read.error.issues[0]!.path[0]);
  throw invalid(field ? `alerts.wrong_${field}` : "common.bad_request", {}, read.error);
}
