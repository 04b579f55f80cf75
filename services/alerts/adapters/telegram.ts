/** Telegram: the owner's bot writes to one chat. */
import { z } from "zod";
import { Failure, invalid } from "../../base/errors.ts";
import type { TelegramSettings } from "../channel_settings.ts";
import type { AlertMessage, Send, TelegramChat } from "../ports.ts";
import { truncate } from "./truncate.ts";
import { type Answer, failureFor, type Post } from "./post_http.ts";

/** Telegram allows 4,096 characters; counting bytes stays below that. */
const TEXT_BYTES_MAX = 4_000;
const TITLE_BYTES_MAX = 300;
/** The wait when the server names none. */
const WAIT_SECONDS = 30;

type Bot = Pick<TelegramSettings, "apiUrl" | "token">;

const RefusalSchema = z.object({
  description: z.string().catch(""),
  parameters: z.object({ retry_after: z.number().positive() }).partial().optional(),
});

const ChatSchema = z.object({
  id: z.number().int(),
  title: z.string().optional(),
  first_name: z.string().optional(),
  username: z.string().optional(),
});
const UpdatesSchema = z.object({
  result: z.array(z.object({ message: z.object({ chat: ChatSchema }).optional() })),
});

export function createTelegram(post: Post) {
  async function call(bot: Bot, method: string, body: object, signal: AbortSignal) {
    const { host } = new URL(bot.apiUrl);
    const answer = await post({
      url: `${bot.apiUrl}/bot${bot.token}/${method}`,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }, signal);
    if (answer.status !== 200) throw telegramFailure(host, answer);
    return answer.text;
  }

  const send: Send<TelegramSettings> = async ({ chatId, ...bot }, message, signal) => {
    await call(bot, "sendMessage", { chat_id: chatId, ...toTelegramText(message) }, signal);
  };

  async function findChat(bot: Bot, signal: AbortSignal): Promise<TelegramChat | null> {
    const text = await call(bot, "getUpdates", { allowed_updates: ["message"] }, signal);
    const updates = UpdatesSchema.safeParse(parsed(text));
    const chat = updates.data?.result.findLast(({ message }) => message)?.message?.chat;
    if (!chat) return null;
    const chatName = chat.title ?? chat.first_name ?? chat.username ?? String(chat.id);
    return { chatId: String(chat.id), chatName };
  }

  return { send, findChat };
}

/** Uses entities instead of markup, so that no title can break the formatting. */
function toTelegramText({ title, body, link }: AlertMessage) {
  const head = truncate(title, TITLE_BYTES_MAX);
  const tail = link ? `\n${link}` : "";
  const bodyBytes = TEXT_BYTES_MAX - TITLE_BYTES_MAX - new TextEncoder().encode(tail).length;
  return {
    text: `${head}\n${truncate(body, bodyBytes)}${tail}`,
    entities: [{ type: "bold", offset: 0, length: head.length }],
    link_preview_options: { is_disabled: true },
  };
}

function telegramFailure(host: string, answer: Answer): Failure {
  const { description, parameters } = RefusalSchema.parse(parsed(answer.text) ?? {});
  if (answer.status === 429) {
    const seconds = parameters?.retry_after ?? (answer.waitSeconds || WAIT_SECONDS);
    return new Failure("too_many", "alerts.busy", { host, seconds });
  }
  if (answer.status === 401 || answer.status === 404) return invalid("alerts.telegram_token");
  if (answer.status === 403) return invalid("alerts.telegram_blocked");
  if (/chat not found/i.test(description)) return invalid("alerts.telegram_chat");
  return failureFor(host, answer);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
