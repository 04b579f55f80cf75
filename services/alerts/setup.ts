/** What the owner sets: each channel, and the rules for all. Secrets go in and never come out. */
import { invalid } from "../base/errors.ts";
import type { Database } from "../store/mod.ts";
import {
  type EmailPlace,
  EmailSchema,
  type NtfyPlace,
  NtfySchema,
  TELEGRAM_API,
  type TelegramPlace,
  TelegramSchema,
} from "./places.ts";
import type { Outlets } from "./ports.ts";
import { checked, readSettings, type Rules, RulesSchema, saveSettings } from "./settings.ts";

/** Those that are set by typing; browsers are devices. */
export const PLACES = ["ntfy", "telegram", "email"] as const;
export type PlaceName = (typeof PLACES)[number];

/** What pages may know. */
export interface ShownSettings extends Rules {
  readonly ntfy?: Omit<NtfyPlace, "token"> & { readonly hasToken: boolean };
  readonly telegram?: Omit<TelegramPlace, "token">;
  readonly email?: Omit<EmailPlace, "password">;
}

/** As it was typed; what was left empty is `""`. */
export type Typed<Field extends string> = Readonly<Record<Field, string>>;

export interface Setup {
  settings(): Promise<ShownSettings>;
  /** A secret left empty stays, as long as it is for the same server. Throws Failure `alerts.wrong_FIELD`. */
  saveNtfy(typed: Typed<"server" | "topic" | "token">): Promise<void>;
  /** Without a chat the bot is asked who wrote to it; Failure `alerts.telegram_nobody` when nobody did. */
  saveTelegram(typed: Typed<"apiUrl" | "token" | "chatId">): Promise<void>;
  saveEmail(
    typed: Typed<"host" | "port" | "security" | "user" | "password" | "from" | "to">,
  ): Promise<void>;
  saveRules(rules: unknown): Promise<void>;
  forget(place: PlaceName): Promise<void>;
}

interface SetupNeeds {
  readonly db: Database;
  readonly outlets: Pick<Outlets, "findChat">;
}

export function createSetup({ db, outlets }: SetupNeeds): Setup {
  const present = () => readSettings(db);

  async function chatOf(bot: Pick<TelegramPlace, "apiUrl" | "token">) {
    const chat = await outlets.findChat(bot, new AbortController().signal);
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
      const place = checked(NtfySchema, { ...typed, token: typed.token || undefined });
      const before = (await present()).ntfy;
      const kept = before?.server === place.server ? before.token : undefined;
      await saveSettings(db, { ntfy: { ...place, token: place.token ?? kept } });
    },
    async saveTelegram({ token, chatId, ...typed }) {
      const before = (await present()).telegram;
      const apiUrl = typed.apiUrl || TELEGRAM_API;
      const kept = before?.apiUrl === apiUrl ? before.token : "";
      const access = { apiUrl, token: token || kept };
      const bot = checked(TelegramSchema.pick({ apiUrl: true, token: true }), access);
      const known = chatId === before?.chatId ? before.chatName : undefined;
      const chat = chatId ? { chatId, chatName: known } : await chatOf(bot);
      await saveSettings(db, { telegram: checked(TelegramSchema, { ...bot, ...chat }) });
    },
    async saveEmail({ user, password, ...typed }) {
      const before = (await present()).email;
      const kept = before?.host === typed.host && before.user === user
        ? before.password
        : undefined;
      const login = user ? { user, password: password || kept } : {};
      await saveSettings(db, { email: checked(EmailSchema, { ...typed, ...login }) });
    },
    async saveRules(rules) {
      const { baseUrl, ...rest } = checked(RulesSchema, rules);
      await saveSettings(db, { ...rest, baseUrl });
    },
    forget: (place) => saveSettings(db, { [place]: undefined }),
  };
}

const withoutToken = <P extends { token?: string }>({ token: _, ...shown }: P) => shown;
const withoutPassword = ({ password: _, ...shown }: EmailPlace) => shown;
