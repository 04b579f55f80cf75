/** What the relay itself asks of home, on the way that visitors' requests take. */
import { Readable } from "node:stream";
import { type Origin, OriginFailure } from "./origin.ts";
import { authorize } from "./protocol_auth.ts";

export interface Question {
  readonly method: "GET" | "POST";
  /** Under `HOME_PATH`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly said?: unknown;
}

/** Which home is asked, and what proves to it who asks: through Cloudflare anybody might. */
export interface AskHome {
  readonly origin: Pick<Origin, "fetch">;
  /** Shared with home. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface HomeAnswer {
  readonly status: number;
  /** The start of it. */
  readonly said: string;
}

const SAID_CHARS_MAX = 2_000;

/** @returns null where home cannot be asked now */
export async function askHome(
  { origin, key, now }: AskHome,
  { method, path, said }: Question,
  signal: AbortSignal,
): Promise<HomeAnswer | null> {
  const body = new TextEncoder().encode(said === undefined ? "" : JSON.stringify(said));
  const authorization = await authorize(key, { method, path }, { body, time: now() });
  try {
    const answer = await origin.fetch({
      method,
      path,
      host: "home",
      headers: body.length > 0
        ? {
          authorization,
          "content-type": "application/json",
          "content-length": String(body.length),
        }
        : { authorization },
      body: body.length > 0 ? Readable.from([body]) : null,
    }, signal);
    return { status: answer.status, said: await startOf(answer.body) };
  } catch (error) {
    if (error instanceof OriginFailure) return null;
    throw error;
  }
}

async function startOf(body: Readable): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  try {
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length >= SAID_CHARS_MAX) break;
    }
  } catch {
    // What it had to say is not what was asked: its status is.
  }
  return text.slice(0, SAID_CHARS_MAX);
}
