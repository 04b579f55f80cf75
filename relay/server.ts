/** The relay as a server: the tunnel's door, what the relay owns, and home behind all the rest. */
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { ClusterOrigin } from "./cluster/cluster_origin.ts";
import { health, HEALTH_PATH } from "./health/liveness.ts";
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
  /** Of visitors, other machines and home, at once. */
  readonly connectionsMax: number;
  /** Where home dials; absent when it is reached by another way. */
  readonly tunnel?: Pick<Tunnel, "accept">;
  /** What else the relay answers itself. */
  readonly findRoute?: IngressOptions["findRoute"];
  /** How long the headers of one request may take. @default HEADERS_MS_MAX */
  readonly headersMsMax?: number;
}

export interface Relay {
  /** @returns the port */
  listen(host: string, port: number): Promise<number>;
  /** Bytes since it was asked last. */
  takeTraffic(): TrafficBytes;
  /** New connections are refused; what runs may end within this time, then all is cut. */
  close(withinMs: number): Promise<void>;
}

/** How often the server looks for connections that broke a limit of time: seldom, each look wakes a sleeping machine. */
const LOOK_MS = 5_000;

export function createRelay(options: RelayOptions): Relay {
  const { tunnel, origin, time, log, connectionsMax, headersMsMax = HEADERS_MS_MAX } = options;
  const ingress = createIngress({
    ...options,
    findRoute: (path, method) => OWN[path] ?? options.findRoute?.(path, method) ?? null,
  });
  const answers = new WeakMap<Socket, ServerResponse>();
  function answer(request: IncomingMessage, response: ServerResponse): void {
    const before = answers.get(request.socket);
    // What follows on a connection that is to be closed is nobody's request.
    if (before?.shouldKeepAlive === false) return;
    if (before && !before.writableFinished) closeWith(request.socket, response);
    answers.set(request.socket, response);
    ingress.answer(request, response);
  }
  const server = http.createServer({
    noDelay: true,
    maxHeaderSize: HEADER_BYTES_MAX,
    // The ingress judges that, and hangs up.
    requireHostHeader: false,
    headersTimeout: headersMsMax,
    keepAliveTimeout: IDLE_MS_MAX,
    // Uploads may take their time: their rate is watched instead.
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(LOOK_MS, headersMsMax),
  }, answer);
  // Too many are refused; the server itself would drop them without a word.
  server.maxHeadersCount = 0;
  server.maxConnections = connectionsMax;
  // Whether to go on is decided by what the headers say.
  server.on("checkContinue", answer);
  server.on("upgrade", (request: IncomingMessage, socket: Socket, head) => {
    socket.on("error", () => {});
    const isWebSocket = request.headers.upgrade?.toLowerCase() === "websocket";
    if (!tunnel || !isWebSocket || request.url !== TUNNEL_PATH) {
      return hangUp(socket, isWebSocket ? "no_websockets" : "bad_request", request);
    }
    const { client } = readVisitor(request, options.behind);
    const tooOften = options.limits?.refuse({ method: "GET", path: TUNNEL_PATH, client });
    if (tooOften) return hangUp(socket, "too_often", request, tooOften.retryAfterSeconds);
    tunnel.accept(request, socket, head);
  });
  server.on("clientError", (error: Error & { code?: string }, socket: Socket) => {
    const last = answers.get(socket);
    // Said amid an answer, it would be taken for a part of it.
    const amid = last?.headersSent && !last.writableEnded;
    if (!socket.writable || amid) return void socket.destroy();
    if (last?.headersSent && !last.shouldKeepAlive) return void socket.end();
    hangUp(socket, FAULTS[error.code ?? ""] ?? "bad_request");
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

const OWN: Readonly<Record<string, RouteHandler>> = { [HEALTH_PATH]: health, [STYLE_PATH]: style };

const FAULTS: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: "headers_too_large",
  ERR_HTTP_REQUEST_TIMEOUT: "too_slow",
};

/** An answer that waits for the one before it is not told when their connection ends: it would be waited for forever. */
function closeWith(socket: Socket, response: ServerResponse): void {
  const tell = () => void (response.closed || response.emit("close"));
  socket.setMaxListeners(0).once("close", tell);
  response.once("close", () => socket.off("close", tell));
}

/** Says why to a connection that the server no longer answers on. */
function hangUp(
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
