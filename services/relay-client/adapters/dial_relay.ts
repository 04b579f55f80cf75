/** Connects to the relay: a WebSocket, then the handshake. */
import type { IncomingMessage } from "node:http";
import type { Buffer } from "node:buffer";
// @ts-types="@types/ws"
import { WebSocket } from "ws";
import {
  CLOSE_CODES,
  HANDSHAKE_MS_MAX,
  LEAVING_MESSAGE,
  TUNNEL_PATH,
} from "../../../relay/protocol/tunnel.ts";
import { createWebSocketStream, SOCKET_OPTIONS } from "../../../relay/shared/websocket_stream.ts";
import { startHandshake } from "../handshake.ts";
import {
  type Dial,
  DialFailure,
  type DialProblem,
  type RelayConnection,
} from "../relay_connection.ts";

interface DialOptions {
  /** https://host */
  readonly url: string;
  /** Shared with the relay. */
  readonly key: string;
}

const PROBLEMS: Readonly<Record<number, DialProblem>> = {
  [CLOSE_CODES.wrongKey]: "wrong_key",
  [CLOSE_CODES.otherVersion]: "other_version",
  [CLOSE_CODES.badHandshake]: "not_a_relay",
};

export function createDial({ url, key }: DialOptions): Dial {
  const address = url.replace(/^http/, "ws") + TUNNEL_PATH;
  return () =>
    new Promise((resolve, reject) => {
      const ws = new WebSocket(address, {
        ...SOCKET_OPTIONS,
        handshakeTimeout: HANDSHAKE_MS_MAX,
        // Masks protect proxies from web pages; none is involved here, and the connection is encrypted.
        generateMask: (mask: Buffer) => void mask.fill(0),
      });
      const introduction = startHandshake(key);
      let socket: IncomingMessage["socket"] | null = null;
      const timeout = setTimeout(() => ws.terminate(), 2 * HANDSHAKE_MS_MAX);
      const fail = (problem: DialProblem, why: string) => {
        clearTimeout(timeout);
        reject(new DialFailure(problem, why));
      };
      ws.on("upgrade", (response) => {
        socket = response.socket;
        socket.setNoDelay(true);
      });
      ws.on("unexpected-response", (_, response) => {
        fail("not_a_relay", `answered ${response.statusCode}`);
        ws.terminate();
      });
      ws.on("error", (error) => fail("unreachable", error.message));
      ws.on("close", (code, reason) => {
        fail(PROBLEMS[code] ?? "unreachable", reason.toString() || `closed (${code})`);
      });
      ws.on("message", function onMessage(data, isBinary) {
        const next = introduction.hear(isBinary ? "" : data.toString());
        if ("say" in next) return ws.send(next.say);
        ws.off("message", onMessage);
        clearTimeout(timeout);
        if ("done" in next) return resolve(connectionOf(ws, socket!));
        fail(PROBLEMS[next.code] ?? "not_a_relay", next.why);
        ws.close(next.code, next.why);
      });
    });
}

/** Call it in the handler of the relay's last message, so that no later message is lost. */
function connectionOf(ws: WebSocket, socket: IncomingMessage["socket"]): RelayConnection {
  return {
    duplex: createWebSocketStream(ws, () => {}),
    receivedBytes: () => socket.bytesRead,
    ping: () => ws.ping(),
    leave: () => ws.send(LEAVING_MESSAGE),
    hangUp: (code, why) => ws.close(code, why),
    drop: () => ws.terminate(),
    closed: new Promise((resolve) => {
      ws.on("close", (code, why) => resolve({ code, why: why.toString() }));
    }),
  };
}
