/**
 * HTTP requests to foreign servers, limited in time and size, without redirects. URLs contain
 * secrets (a bot's token, a push endpoint), so errors thrown here name only the host.
 */
import { Failure, invalid, unavailable } from "../../base/errors.ts";

const ANSWER_MS = 15_000;
const ANSWER_BYTES_MAX = 64 * 1_024;
const SECONDS_ASKED_MAX = 3_600;

export interface Request {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Present: POST. Absent: GET. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** From the `Retry-After` header. */
  readonly waitSeconds: number;
}

/** @throws Failure `alerts.silent` or `alerts.redirected` */
export type Post = (request: Request, signal: AbortSignal) => Promise<Answer>;

export interface PostOptions {
  /** A client that trusts further certificate authorities. */
  readonly client?: Deno.HttpClient;
  /** @default 15 seconds */
  readonly answerMs?: number;
}

export function createPost({ client, answerMs = ANSWER_MS }: PostOptions = {}): Post {
  return async ({ url, headers = {}, body }, outer) => {
    const { host } = new URL(url);
    const timeout = AbortSignal.timeout(answerMs);
    try {
      const response = await fetch(url, {
        method: body === undefined ? "GET" : "POST",
        headers,
        ...(body === undefined ? {} : { body }),
        ...(client ? { client } : {}),
        redirect: "manual",
        signal: AbortSignal.any([outer, timeout]),
      });
      const text = await readLimited(response);
      if (response.status >= 300 && response.status < 400) {
        throw invalid("alerts.redirected", { host });
      }
      return { status: response.status, text, waitSeconds: waitSeconds(response) };
    } catch (error) {
      outer.throwIfAborted();
      if (error instanceof Failure) throw error;
      throw unavailable("alerts.silent", { host }, withoutUrls(error));
    }
  };
}

async function readLimited(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    bytes += chunk.length;
    // Leaving the loop cancels the response.
    if (bytes > ANSWER_BYTES_MAX) break;
  }
  return text;
}

function waitSeconds({ headers }: Response): number {
  const seconds = Number(headers.get("retry-after"));
  return seconds > 0 ? Math.min(seconds, SECONDS_ASKED_MAX) : 0;
}

/** Removes URLs, which `fetch` puts into its error messages. */
function withoutUrls(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  return new Error(message.replace(/\w+:\/\/\S+/g, "(address)"));
}

/** The failure for an unexpected status. */
export function failureFor(host: string, { status, waitSeconds }: Answer): Failure {
  if (status === 429) return new Failure("too_many", "alerts.busy", { host, seconds: waitSeconds });
  if (status >= 500) return unavailable("alerts.failed", { host, status });
  return invalid("alerts.failed", { host, status });
}
