/** The relay as a server: the tunnel's door, what the relay owns, and home behind all the rest. */
import http, { type IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { FleetOrigin } from "./fleet/fleet_origin.ts";
import { health, HEALTH_PATH } from "./health.ts";
import { createIngress, type IngressOptions } from "./ingress/ingress.ts";
import {
  CONNECTIONS_MAX,
  HEADER_BYTES_MAX,
  HEADERS_MAX,
  HEADERS_MS_MAX,
  IDLE_MS_MAX,
} from "./ingress/limits.ts";
import { ownAnswer, STYLE_PATH } from "./ingress/own_answer.ts";
import { STYLE } from "./ingress/style.ts";
import { visitorOf } from "./ingress/visitor.ts";
import type { Saying } from "./ingress/words.ts";
import { TUNNEL_PATH } from "./protocol.ts";
import type { Tunnel } from "./tunnel/tunnel.ts";
import { type Moved, watchTraffic } from "./traffic.ts";
import type { OwnRoute } from "./web.ts";

export interface RelayOptions extends Omit<IngressOptions, "ownRoute" | "origin"> {
  readonly origin: FleetOrigin;
  /** Where home dials; absent when it is reached by another way. */
  readonly tunnel?: Pick<Tunnel, "accept">;
  /** What else the relay answers itself. */
  readonly ownRoute?: IngressOptions["ownRoute"];
}

export interface Relay {
  /** @returns the port */
  listen(host: string, port: number): Promise<number>;
  /** Bytes since it was asked last. */
  moved(): Moved;
  /** New connections are refused; what runs may end within this time, then all is cut. */
  close(withinMs: number): Promise<void>;
}

/** How often the server looks for connections that broke a limit of time. */
const LOOK_MS = 1_000;

export function createRelay(options: RelayOptions): Relay {
  const { tunnel, origin, time, log } = options;
  const ingress = createIngress({
    ...options,
    ownRoute: (path, method) => OWN[path] ?? options.ownRoute?.(path, method) ?? null,
  });
  const server = http.createServer({
    noDelay: true,
    maxHeaderSize: HEADER_BYTES_MAX,
    headersTimeout: HEADERS_MS_MAX,
    keepAliveTimeout: IDLE_MS_MAX,
    // Uploads may take their time: their rate is watched instead.
    requestTimeout: 0,
    connectionsCheckingInterval: LOOK_MS,
  }, ingress.answer);
  server.maxHeadersCount = HEADERS_MAX;
  server.maxConnections = CONNECTIONS_MAX;
  // Whether to go on is decided by what the headers say.
  server.on("checkContinue", ingress.answer);
  server.on("upgrade", (request: IncomingMessage, socket: Socket, head) => {
    socket.on("error", () => {});
    const isWebSocket = request.headers.upgrade?.toLowerCase() === "websocket";
    if (!tunnel || !isWebSocket || request.url !== TUNNEL_PATH) {
      return hangUp(socket, isWebSocket ? "no_websockets" : "bad_request", request);
    }
    const { client } = visitorOf(request, options.behind);
    const tooOften = options.limits?.refuse({ method: "GET", path: TUNNEL_PATH, client });
    if (tooOften) return hangUp(socket, "too_often", request, tooOften.retryAfterSeconds);
    tunnel.accept(request, socket, head);
  });
  server.on("clientError", (error: Error & { code?: string }, socket: Socket) => {
    if (!socket.writable) return void socket.destroy();
    hangUp(socket, FAULTS[error.code ?? ""] ?? "bad_request");
  });

  return {
    moved: watchTraffic(server),

    async listen(host, port) {
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject).listen(port, host, resolve);
      });
      return (server.address() as AddressInfo).port;
    },

    async close(withinMs) {
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

const style: OwnRoute = () =>
  Promise.resolve(
    new Response(STYLE, {
      headers: {
        "content-type": "text/css; charset=utf-8",
        "cache-control": "public, max-age=3600",
      },
    }),
  );

const OWN: Readonly<Record<string, OwnRoute>> = { [HEALTH_PATH]: health, [STYLE_PATH]: style };

const FAULTS: Readonly<Record<string, Saying>> = {
  HPE_HEADER_OVERFLOW: "headers_too_large",
  ERR_HTTP_REQUEST_TIMEOUT: "too_slow",
};

/** Says why to a connection that the server no longer answers on. */
function hangUp(
  socket: Socket,
  saying: Saying,
  request?: IncomingMessage,
  retryAfterSeconds?: number,
): void {
  const { status, headers, body } = ownAnswer(saying, {
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
