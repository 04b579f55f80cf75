/** Answers the relay's requests inside the tunnel: an HTTP/2 server in front of the app. */
import http2 from "node:http2";
import type { Duplex } from "node:stream";
import { VISITOR_HEADER } from "../../relay/protocol/visitor.ts";
import {
  HEADER_PREFIX,
  HELLO_PATH,
  HOME_CALLS_PATH,
  PROTOCOL_VERSION,
} from "../../relay/protocol/tunnel.ts";
import { releaseListeners } from "../../relay/shared/websocket_stream.ts";
import type { Logger } from "../base/log.ts";
import {
  createGone,
  RelayedRequest,
  type RelayedVisitor,
  verifyVisitor,
} from "./relayed_request.ts";
import { bodyOf, writeResponse } from "./http2_bodies.ts";

export type App = (request: Request, visitor: RelayedVisitor) => Response | Promise<Response>;

/** Calls of the relay itself, by path under `/.relay/`. */
export type RelayCalls = Readonly<Record<string, (request: Request) => Promise<Response>>>;

interface TunnelServerOptions {
  /** Shared with the relay. */
  readonly key: string;
  readonly app: App;
  readonly calls: RelayCalls;
  readonly log: Logger;
}

/** The app reads the request id from this header; the relay sends it in its visitor header only. */
export const REQUEST_ID = "x-request-id";

type Headers2 = http2.IncomingHttpHeaders;

/** Flow-control windows: what the relay may send before the app reads it, per body and in all. */
const STREAM_BYTES = 1024 * 1024;
const CONNECTION_BYTES = 16 * 1024 * 1024;
const FRAME_BYTES = 32 * 1024;
const STREAMS_MAX = 2_000;

interface TunnelServer {
  accept(line: Duplex): void;
  /** Requests in flight. */
  underWay(): number;
}

export function createTunnelServer({ key, app, calls, log }: TunnelServerOptions): TunnelServer {
  let underWay = 0;
  const server = http2.createServer({
    settings: {
      initialWindowSize: STREAM_BYTES,
      maxFrameSize: FRAME_BYTES,
      maxConcurrentStreams: STREAMS_MAX,
    },
  });
  const own: Record<string, (request: Request) => Response | Promise<Response>> = {
    [HELLO_PATH]: () => Response.json({ version: PROTOCOL_VERSION }),
    ...calls,
  };

  function answer(request: Request, visitor: RelayedVisitor | null, pathname: string) {
    if (visitor) return app(request, visitor);
    return own[pathname]?.(request) ?? new Response(null, { status: 404 });
  }

  async function exchange(stream: http2.ServerHttp2Stream, headers: Headers2): Promise<void> {
    const gone = createGone();
    stream.on("error", () => {});
    let answered = false;
    underWay++;
    stream.once("close", () => {
      underWay--;
      if (!answered) gone.abort();
      releaseListeners(stream);
    });
    // Nobody reads what is still written.
    stream.once("aborted", () => stream.destroy());
    const method = headers[":method"]!;
    const path = headers[":path"]!;
    const header = headers[VISITOR_HEADER] as string | undefined;
    const isOwn = header === undefined && path.startsWith(HOME_CALLS_PATH);
    const visitor = isOwn ? null : verifyVisitor(key, { method, path, header: header ?? "" });
    if (!isOwn && !visitor) {
      log.warn("relay_request_unsigned", { method });
      return refuse(stream);
    }
    const url = `${visitor?.proto ?? "http"}://${visitor?.host ?? "home"}${path}`;
    try {
      const request = new RelayedRequest(url, {
        method,
        headers: headersOf(headers, visitor),
        body: bodyOf(stream, method),
      }, gone);
      const { pathname } = new URL(request.url);
      // No spelling of a visitor's path may reach the relay's own calls.
      if (visitor && pathname.startsWith(HOME_CALLS_PATH)) return refuse(stream);
      await writeResponse(stream, method, await answer(request, visitor, pathname));
      answered = true;
    } catch (error) {
      if (stream.destroyed) return;
      log.error("relay_answer_failed", { method, path: path.split("?", 1)[0], error });
      // A plain close would mark the end of the body; a body shorter than its content-length also ends the
      // session.
      stream.destroy();
    }
  }

  server.on(
    "stream",
    (stream, headers) => void exchange(stream as http2.ServerHttp2Stream, headers),
  );
  server.on("session", (session) => session.setLocalWindowSize(CONNECTION_BYTES));
  server.on("sessionError", (error) => log.warn("relay_session_failed", { error: String(error) }));

  return {
    accept: (line) => void server.emit("connection", line),
    underWay: () => underWay,
  };
}

function refuse(stream: http2.ServerHttp2Stream): void {
  stream.respond({ ":status": 400 }, { endStream: true });
}

function headersOf(said: Headers2, visitor: RelayedVisitor | null): [string, string][] {
  const headers: [string, string][] = visitor
    ? [["host", visitor.host], [REQUEST_ID, visitor.requestId]]
    : [];
  for (const name in said) {
    if (name[0] === ":" || name.startsWith(HEADER_PREFIX) || name === REQUEST_ID) continue;
    const value = said[name];
    if (value !== undefined) headers.push([name, String(value)]);
  }
  return headers;
}
