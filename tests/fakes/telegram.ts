/** Telegram's bot API over a real socket: `ok` beside everything, numbers for chats, `retry_after` when it is too much. */
interface FakeTelegram extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly messages: TelegramMessage[];
  /** Chats that have written to the bot, the newest last. */
  chats: readonly { readonly id: number; readonly first_name: string }[];
  /** The next so many messages are too many. */
  tooMany: number;
  /** The owner has stopped the bot. */
  blocked: boolean;
  close(): Promise<void>;
}

interface TelegramMessage {
  readonly chat_id: string;
  readonly text: string;
  readonly entities?: readonly {
    readonly type: string;
    readonly offset: number;
    readonly length: number;
  }[];
}

export const RETRY_AFTER_SECONDS = 7;
const LOOPBACK = "127.0.0.1";
const TEXT_CHARS_MAX = 4_096;

export function startFakeTelegram(): FakeTelegram {
  const token = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";
  const fake: Pick<FakeTelegram, "messages" | "chats" | "tooMany" | "blocked"> = {
    messages: [],
    chats: [],
    tooMany: 0,
    blocked: false,
  };

  async function respond(request: Request): Promise<Response> {
    const [, bot, method] = new URL(request.url).pathname.split("/");
    const body = await request.json();
    if (bot !== `bot${token}`) return refused(401, "Unauthorized");
    if (method === "getUpdates") return Response.json({ ok: true, result: updates() });
    if (method === "sendMessage") return sendMessage(body);
    return refused(404, "Not Found");
  }

  function updates() {
    return fake.chats.map((chat, index) => ({
      update_id: 1_000 + index,
      message: { message_id: index, date: 1_793_520_000, chat: { type: "private", ...chat } },
    }));
  }

  function sendMessage(message: TelegramMessage): Response {
    if (fake.tooMany > 0) {
      fake.tooMany--;
      const words = `Too Many Requests: retry after ${RETRY_AFTER_SECONDS}`;
      return refused(429, words, { retry_after: RETRY_AFTER_SECONDS });
    }
    if (fake.blocked) return refused(403, "Forbidden: bot was blocked by the user");
    const known = fake.chats.some(({ id }) => String(id) === message.chat_id);
    if (!known) return refused(400, "Bad Request: chat not found");
    if (!message.text || message.text.length > TEXT_CHARS_MAX) {
      return refused(400, "Bad Request: message is too long");
    }
    fake.messages.push(message);
    return Response.json({ ok: true, result: { message_id: fake.messages.length } });
  }

  const server = Deno.serve({ hostname: LOOPBACK, port: 0, onListen() {} }, respond);
  const close = () => server.shutdown();
  return Object.assign(fake, {
    url: `http://${LOOPBACK}:${server.addr.port}`,
    token,
    close,
    [Symbol.asyncDispose]: close,
  });
}

function refused(error_code: number, description: string, parameters?: object): Response {
  return Response.json({ ok: false, error_code, description, parameters }, { status: error_code });
}
