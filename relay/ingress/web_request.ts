/** Converts between node:http messages and web Request and Response, for the relay's own routes. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { requestHeaders } from "./headers.ts";

/** Handles a request of the relay's own routes. */
export type RouteHandler = (request: Request) => Promise<Response>;

export interface WebRequestOptions {
  readonly origin: string;
  readonly signal: AbortSignal;
  readonly body: Readable | null;
}

/** Thrown by reading a body whose sender left or was refused before its end. */
export class BodyAborted extends Error {
  override readonly name = "BodyAborted";
}

/** Its headers are filtered as for home. */
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

/** Own responses are small and complete: they are sent in one piece with their length. */
export async function writeWebResponse(response: Response, to: ServerResponse): Promise<void> {
  const { status, headers } = response;
  const head = [...headers].flat();
  if (!response.body) return void to.writeHead(status, head).end();
  const body = await response.bytes();
  if (!headers.has("content-length")) head.push("content-length", String(body.length));
  // To a HEAD request the server sends no body.
  to.writeHead(status, head).end(body);
}
