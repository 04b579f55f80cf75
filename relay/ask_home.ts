/** What the relay itself asks of home, on the way that visitors' requests take. */
import { Readable } from "node:stream";
import { type Origin, OriginFailure } from "./origin.ts";

export interface Question {
  readonly method: "GET" | "POST";
  /** Under `HOME_PATH`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly said?: unknown;
}

export interface HomeAnswer {
  readonly status: number;
  /** The start of it. */
  readonly said: string;
}

const SAID_CHARS_MAX = 2_000;

/** @returns null where home cannot be asked now */
export async function askHome(
  origin: Pick<Origin, "fetch">,
  { method, path, said }: Question,
  signal: AbortSignal,
): Promise<HomeAnswer | null> {
  const body = said === undefined ? null : new TextEncoder().encode(JSON.stringify(said));
  try {
    const answer = await origin.fetch({
      method,
      path,
      host: "home",
      headers: body
        ? { "content-type": "application/json", "content-length": String(body.length) }
        : {},
      body: body && Readable.from([body]),
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
