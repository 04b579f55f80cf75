/** The relay's HTTP server: the tunnel's WebSocket, the relay's own routes, and home behind all others. */
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { ClusterOrigin } from "./cluster/cluster_origin.ts";
import { answerLiveness, HEALTH_PATH } from "./health/liveness.ts";
import { createIngress, type IngressOptions } from "./ingress/ingress.ts";
import { HEADER_BYTES_MAX, HEADERS_MS_MAX, IDLE_MS_MAX } from "./ingress/request_limits.ts";
import { createErrorResponse, STYLE_PATH } from "./ingress/error_response.ts";
import { STYLE } from "./ingress/error_page_style.ts";
import { readVisitor } from "./ingress/visitor.ts";
import type { ErrorCode } from "./ingress/error_texts.ts";
import { startListenerWatchdog } from "./listener_watchdog.ts";
import { TUNNEL_PATH } from "./protocol/tunnel.ts";
import type { Tunnel } from "./tunnel/tunnel.ts";
import { countTraffic, type TrafficBytes } from "./traffic_counter.ts";
import type { RouteHandler } from "./ingress/web_request.ts";

export interface RelayOptions extends Omit<IngressOptions, "findRoute" | "origin"> {
  readonly origin: ClusterOrigin;
  /** Open at once: of visitors, other machines and home. */
  readonly connectionsMax: number;
  /** Accepts home's WebSocket; absent where home is reached through Cloudflare. */
  readonly tunnel?: Pick<Tunnel, "accept">;
  /** Finds the relay's own routes beside health and the style sheet. */
  readonly findRoute?: IngressOptions["findRoute"];
  /** Time limit for the headers of one request. @default HEADERS_MS_MAX */
  readonly headersMsMax?: number;
}

export interface Relay {
  /** @returns the port */
  listen(host: string, port: number): Promise<number>;
  /** Bytes in and out since the last call. */
  takeTraffic(): TrafficBytes;
  /** Refuses new connections; requests in flight may end within this time, then all connections are cut. */
  close(withinMs: number): Promise<void>;
}

/** Interval of the server's check for connections over a time limit; each check wakes a sleeping machine. */
const CONNECTIONS_CHECK_MS = 5_000;

export function createRelay(options: RelayOptions): Relay {
  const { tunnel, origin, time, log, connectionsMax, headersMsMax = HEADERS_MS_MAX } = options;
  const ingress = createIngress({
    ...options,
    findRoute: (path, method) => OWN_ROUTES[path] ?? options.findRoute?.(path, method) ?? null,
  });
  const responses = new WeakMap<Socket, ServerResponse>();
  function answer(request: IncomingMessage, response: ServerResponse): void {
    const before = responses.get(request.socket);
    // After a response that closes the connection, further requests on it are ignored.
    if (before?.shouldKeepAlive === false) return;
    if (before && !before.writableFinished) emitCloseWithSocket(request.socket, response);
    responses.set(request.socket, response);
    ingress.answer(request, response);
  }
  const server = http.createServer({
    noDelay: true,
    maxHeaderSize: HEADER_BYTES_MAX,
    // The ingress checks the host header and closes the connection.
    requireHostHeader: false,
    headersTimeout: headersMsMax,
    keepAliveTimeout: IDLE_MS_MAX,
    // Uploads may be slow: their rate is monitored instead.
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(CONNECTIONS_CHECK_MS, headersMsMax),
  }, answer);
  // The ingress refuses too many headers with an answer; the server would drop them silently.
  server.maxHeadersCount = 0;
  server.maxConnections = connectionsMax;
  // The headers decide whether the sender may continue.
  server.on("checkContinue", answer);
  server.on("upgrade", (request: IncomingMessage, socket: Socket, head) => {
    socket.on("error", () => {});
    const isWebSocket = request.headers.upgrade?.toLowerCase() === "websocket";
    if (!tunnel || !isWebSocket || request.url !== TUNNEL_PATH) {
      return refuseSocket(socket, isWebSocket ? "no_websockets" : "bad_request", request);
    }
    const { client } = readVisitor(request, options.behind);
    const tooOften = options.limits?.refuse({ method: "GET", path: TUNNEL_PATH, client });
    if (tooOften) return refuseSocket(socket, "too_often", request, tooOften.retryAfterSeconds);
    tunnel.accept(request, socket, head);
  });
  server.on("clientError", (error: Error & { code?: string }, socket: Socket) => {
    const last = responses.get(socket);
    // An error response in the middle of another response would be taken for a part of it.
    const amid = last?.headersSent && !last.writableEnded;
    if (!socket.writable || amid) return void socket.destroy();
    if (last?.headersSent && !last.shouldKeepAlive) return void socket.end();
    refuseSocket(socket, CLIENT_ERRORS[error.code ?? ""] ?? "bad_request");
  });

  const watch = startListenerWatchdog({
    ...{ server, path: HEALTH_PATH, time },
    log: (event, details) => log.warn(event, details),
  });

  return {
    takeTraffic: countTraffic(server),

    async listen(host, port) {
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject).listen(port, host, resolve);
      });
      return (server.address() as AddressInfo).port;
    },

    async close(withinMs) {
      watch.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      log.info("draining", { underWay: ingress.underWay() });
      const callOff = time.after(withinMs, () => server.closeAllConnections());
      await origin.close(withinMs);
      await closed;
      callOff();
    },
  };
}

const style: RouteHandler = () =>
  Promise.resolve(
    new Response(STYLE, {
      headers: {
        "content-type": "text/css; charset=utf-8",
        "cache-control": "public, max-age=3600",
      },
    }),
  );

const OWN_ROUTES: Readonly<Record<string, RouteHandler>> = {
  [HEALTH_PATH]: answerLiveness,
  [STYLE_PATH]: style,
};

const CLIENT_ERRORS: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: "headers_too_large",
  ERR_HTTP_REQUEST_TIMEOUT: "too_slow",
};

/**
 * Node does not emit "close" on a pipelined response that waits for the one before it, when their connection
 * ends: its handlers would wait for ever.
 */
function emitCloseWithSocket(socket: Socket, response: ServerResponse): void {
  const tell = () => void (response.closed || response.emit("close"));
  socket.setMaxListeners(0).once("close", tell);
  response.once("close", () => socket.off("close", tell));
}

/** Writes an error response to a socket on which the server no longer answers, and closes it. */
function refuseSocket(
  socket: Socket,
  code: ErrorCode,
  request?: IncomingMessage,
  retryAfterSeconds?: number,
): void {
  const { status, headers, body } = createErrorResponse(code, {
    path: request?.url ?? "/",
    accept: request?.headers.accept,
    acceptLanguage: request?.headers["accept-language"],
    requestId: "none",
    retryAfterSeconds,
  });
  const lines = Object.entries({
    ...headers,
    "content-length": String(new TextEncoder().encode(body).length),
    connection: "close",
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${http.STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`);
}
