/** The reverse tunnel: home connects to the relay, and the newest authenticated connection serves requests. */
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Buffer } from "node:buffer";
// @ts-types="@types/ws"
import { type WebSocket, WebSocketServer } from "ws";
import type { Log } from "../log.ts";
import { type Origin, OriginFailure, type OriginState } from "../origin/origin.ts";
import { CLOSE_CODES, HANDSHAKE_MS_MAX } from "../protocol/tunnel.ts";
import { SOCKET_OPTIONS } from "../shared/websocket_stream.ts";
import type { TimeSource } from "../shared/time.ts";
import { greetHome, type HandshakeRefusal } from "./handshake.ts";
import { createTunnelConnection, type TunnelConnection } from "./connection.ts";

export interface TunnelOptions {
  /** Shared with home. */
  readonly key: string;
  readonly time: TimeSource;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Log;
}

export interface TunnelListener {
  /** Home has connected, also where it replaces an older connection. */
  onConnected(): void;
  /** The connection is lost, and no newer one has replaced it. */
  onDisconnected(): void;
}

export interface Tunnel extends Origin {
  listen(listener: TunnelListener): void;
  /** Handles a WebSocket upgrade request. */
  accept(request: IncomingMessage, socket: Socket, head: Buffer): void;
  /** Home connected to another machine later: closes the connection that is still open here. */
  displace(): void;
}

/** Limit of connections in the handshake; the oldest is dropped for a new one, since home needs a moment only. */
export const UNAUTHENTICATED_MAX = 16;
/** How long requests of a replaced connection may go on. */
const REPLACED_MS_MAX = 5_000;

export function createTunnel({ key, time, now, log }: TunnelOptions): Tunnel {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    ...SOCKET_OPTIONS,
  });
  const unauthenticated = new Set<WebSocket>();
  const links = new Set<TunnelConnection>();
  let current: TunnelConnection | null = null;
  let since: number | null = null;
  let listener: TunnelListener | null = null;

  function handshake(ws: WebSocket, socket: Socket): void {
    const exchange = greetHome(key);
    const from = socket.remoteAddress;
    const refuse = ({ code, why }: HandshakeRefusal) => {
      log.warn("tunnel_refused", { from, why });
      ws.close(code, why);
    };
    const late = time.after(
      HANDSHAKE_MS_MAX,
      () => refuse({ code: CLOSE_CODES.handshakeTimeout, why: "no handshake in time" }),
    );
    unauthenticated.add(ws);
    const known = () => {
      late();
      unauthenticated.delete(ws);
    };
    ws.on("error", (error) => log.warn("tunnel_error", { from, error: error.message }));
    ws.once("close", known);
    ws.once("message", (data, isBinary) => {
      known();
      const verdict = exchange.verify(isBinary ? "" : data.toString());
      if ("code" in verdict) return refuse(verdict);
      ws.send(verdict.welcome);
      useConnection(ws, socket);
    });
    ws.send(exchange.challenge);
  }

  function useConnection(ws: WebSocket, socket: Socket): void {
    const link = createTunnelConnection({
      ws,
      receivedBytes: () => socket.bytesRead,
      time,
      closed(why) {
        links.delete(link);
        if (link !== current) return;
        [current, since] = [null, now()];
        log.warn("home_disconnected", { why });
        listener?.onDisconnected();
      },
    });
    const before = current;
    links.add(link);
    [current, since] = [link, now()];
    log.info("home_connected", { from: socket.remoteAddress, replaces: before !== null });
    void before?.close(CLOSE_CODES.replaced, "another connection took over", REPLACED_MS_MAX);
    listener?.onConnected();
  }

  function home(): OriginState["home"] {
    if (!current?.isOpen()) return "away";
    return current.isSilent() ? "silent" : "here";
  }

  return {
    listen: (given) => void (listener = given),

    accept(request, socket, head) {
      socket.setNoDelay(true);
      const [oldest] = unauthenticated;
      if (unauthenticated.size >= UNAUTHENTICATED_MAX) {
        unauthenticated.delete(oldest!);
        oldest!.terminate();
      }
      server.handleUpgrade(request, socket, head, (ws) => handshake(ws, socket));
    },

    displace() {
      void current?.close(CLOSE_CODES.replaced, "another machine took over", REPLACED_MS_MAX);
    },

    fetch(request, signal) {
      const state = home();
      if (state !== "here") return Promise.reject(new OriginFailure(state as "away" | "silent"));
      return current!.request(request, signal);
    },

    state: () => ({
      way: "tunnel",
      home: home(),
      since,
      underWay: [...links].reduce((sum, link) => sum + link.underWay(), 0),
    }),

    async close(withinMs) {
      for (const ws of unauthenticated) ws.terminate();
      await Promise.all(
        [...links].map((link) => link.close(CLOSE_CODES.leaving, "stopping", withinMs)),
      );
    },
  };
}
