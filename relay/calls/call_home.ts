/** Calls that the relay itself makes to home, over the same connection as visitors' requests. */
import { Readable } from "node:stream";
import { type Origin, OriginFailure } from "../origin/origin.ts";
import { authorize } from "../protocol/call_auth.ts";

export interface HomeCall {
  readonly method: "GET" | "POST";
  /** Under `HOME_CALLS_PATH`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly json?: unknown;
}

/** Calls are signed: a request through Cloudflare could be anybody's. */
export interface HomeAccess {
  readonly origin: Pick<Origin, "fetch">;
  /** Shared with home. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface HomeReply {
  readonly status: number;
  /** The first `TEXT_CHARS_MAX` characters of the body. */
  readonly text: string;
}

const TEXT_CHARS_MAX = 2_000;

/** @returns null where home cannot be reached now */
export async function callHome(
  { origin, key, now }: HomeAccess,
  { method, path, json }: HomeCall,
  signal: AbortSignal,
): Promise<HomeReply | null> {
  const body = new TextEncoder().encode(json === undefined ? "" : JSON.stringify(json));
  const authorization = await authorize(key, { method, path }, { body, time: now() });
  try {
    const response = await origin.fetch({
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
    return { status: response.status, text: await readStart(response.body) };
  } catch (error) {
    if (error instanceof OriginFailure) return null;
    throw error;
  }
}

async function readStart(body: Readable): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  try {
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length >= TEXT_CHARS_MAX) break;
    }
  } catch {
    // A broken body does not matter: the caller needs the status.
  }
  return text.slice(0, TEXT_CHARS_MAX);
}
