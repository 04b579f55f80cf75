/** Between the server's own messages and the web's Request and Response, for what the relay answers itself. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { requestHeaders } from "./headers.ts";

/** Answers a request that the relay owns. */
export type RouteHandler = (request: Request) => Promise<Response>;

export interface WebRequestOptions {
  readonly origin: string;
  readonly signal: AbortSignal;
  readonly body: Readable | null;
}

/** What reading a body throws when its sender left, or was refused, before its end. */
export class BodyAborted extends Error {
  override readonly name = "BodyAborted";
}

/** Its headers are cleaned as home's are: nothing forged comes in here either. */
export function toWebRequest(
  incoming: IncomingMessage,
  { origin, signal, body }: WebRequestOptions,
): Request {
  const { method = "GET", url = "/" } = incoming;
  const headers = Object.entries(requestHeaders(incoming.rawHeaders)).map((
    [name, value],
  ): [string, string] => [name, String(value)]);
  return new Request(`${origin}${url}`, {
    ...{ method, headers, signal },
    body: body && ReadableStream.from(chunksOf(body)),
  });
}

/** @throws BodyAborted */
async function* chunksOf(body: Readable): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  try {
    yield* body;
  } catch (cause) {
    throw new BodyAborted("the body broke off", { cause });
  }
}

/** What the relay answers itself is small and there already: it goes in one piece and says its length. */
export async function writeWebResponse(response: Response, to: ServerResponse): Promise<void> {
  const { status, headers } = response;
  const head = [...headers].flat();
  if (!response.body || to.req.method === "HEAD") {
    await response.body?.cancel();
    to.writeHead(status, head).end();
    return;
  }
  const body = await response.bytes();
  if (!headers.has("content-length")) head.push("content-length", String(body.length));
  to.writeHead(status, head).end(body);
}
