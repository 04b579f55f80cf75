/** Reads and saves the owner's settings of alerts. Secrets are written but never read back. */
import { invalid } from "../base/errors.ts";
import type { Database } from "../store/mod.ts";
import {
  EmailSchema,
  type EmailSettings,
  NtfySchema,
  type NtfySettings,
  TELEGRAM_API,
  TelegramSchema,
  type TelegramSettings,
} from "./channel_settings.ts";
import type { ChannelAdapters } from "./ports.ts";
import { parseInput, readSettings, type Rules, RulesSchema, saveSettings } from "./settings.ts";

/** The channels that have settings; push has devices instead. */
export const CONFIGURED_CHANNELS = ["ntfy", "telegram", "email"] as const;
export type ConfiguredChannel = (typeof CONFIGURED_CHANNELS)[number];

/** The settings without secrets, for pages. */
export interface ShownSettings extends Rules {
  readonly ntfy?: Omit<NtfySettings, "token"> & { readonly hasToken: boolean };
  readonly telegram?: Omit<TelegramSettings, "token">;
  readonly email?: Omit<EmailSettings, "password">;
}

/** Form fields as typed; empty fields are `""`. */
export type FormInput<Field extends string> = Readonly<Record<Field, string>>;

export interface AlertSetup {
  settings(): Promise<ShownSettings>;
  /** An empty secret keeps the stored one, if the server is the same. Throws Failure `alerts.wrong_FIELD`. */
  saveNtfy(typed: FormInput<"server" | "topic" | "token">): Promise<void>;
  /** Without a chat, finds the one that wrote to the bot last; throws Failure `alerts.telegram_nobody` when there is none. */
  saveTelegram(typed: FormInput<"apiUrl" | "token" | "chatId">): Promise<void>;
  saveEmail(
    typed: FormInput<"host" | "port" | "security" | "user" | "password" | "from" | "to">,
  ): Promise<void>;
  saveRules(rules: unknown): Promise<void>;
  remove(place: ConfiguredChannel): Promise<void>;
}

interface AlertSetupNeeds {
  readonly db: Database;
  readonly adapters: Pick<ChannelAdapters, "findChat">;
}

export function createAlertSetup({ db, adapters }: AlertSetupNeeds): AlertSetup {
  const present = () => readSettings(db);

  async function chatOf(bot: Pick<TelegramSettings, "apiUrl" | "token">) {
    const chat = await adapters.findChat(bot, new AbortController().signal);
    if (!chat) throw invalid("alerts.telegram_nobody");
    return chat;
  }

  return {
    async settings() {
      const { ntfy, telegram, email, ...rules } = await present();
      return {
        ...rules,
        ...(ntfy && { ntfy: withoutToken({ ...ntfy, hasToken: ntfy.token !== undefined }) }),
        ...(telegram && { telegram: withoutToken(telegram) }),
        ...(email && { email: withoutPassword(email) }),
      };
    },
    async saveNtfy(typed) {
      const place = parseInput(NtfySchema, { ...typed, token: typed.token || undefined });
      const before = (await present()).ntfy;
      const kept = before?.server === place.server ? before.token : undefined;
      await saveSettings(db, { ntfy: { ...place, token: place.token ?? kept } });
    },
    async saveTelegram({ token, chatId, ...typed }) {
      const before = (await present()).telegram;
      const apiUrl = typed.apiUrl || TELEGRAM_API;
      const kept = before?.apiUrl === apiUrl ? before.token : "";
      const access = { apiUrl, token: token || kept };
      const bot = parseInput(TelegramSchema.pick({ apiUrl: true, token: true }), access);
      const known = chatId === before?.chatId ? before.chatName : undefined;
      const chat = chatId ? { chatId, chatName: known } : await chatOf(bot);
      await saveSettings(db, { telegram: parseInput(TelegramSchema, { ...bot, ...chat }) });
    },
    async saveEmail({ user, password, ...typed }) {
      const before = (await present()).email;
      const kept = before?.host === typed.host && before.user === user
        ? before.password
        : undefined;
      const login = user ? { user, password: password || kept } : {};
      await saveSettings(db, { email: parseInput(EmailSchema, { ...typed, ...login }) });
    },
    async saveRules(rules) {
      const { baseUrl, ...rest } = parseInput(RulesSchema, rules);
      await saveSettings(db, { ...rest, baseUrl });
    },
    remove: (place) => saveSettings(db, { [place]: undefined }),
  };
}

const withoutToken = <P extends { token?: string }>({ token: _, ...shown }: P) => shown;
const withoutPassword = ({ password: _, ...shown }: EmailSettings) => shown;
