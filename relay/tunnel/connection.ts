/** One authenticated connection of home: an HTTP/2 client session inside its WebSocket. */
import http2 from "node:http2";
import type { Duplex } from "node:stream";
// @ts-types="@types/ws"
import type { WebSocket } from "ws";
import type { AbortSignalLike } from "../shared/lazy_abort.ts";
import {
  OriginFailure,
  type OriginHeaders,
  type OriginRequest,
  type OriginResponse,
  RESPONSE_START_MS_MAX,
} from "../origin/origin.ts";
import { CLOSE_CODES, COMPLETE_TRAILER, LEAVING_MESSAGE } from "../protocol/tunnel.ts";
import { createWebSocketStream, releaseListeners } from "../shared/websocket_stream.ts";
import type { TimeSource } from "../shared/time.ts";
import { createHeartbeat } from "../shared/heartbeat.ts";
import { createStreamResetter } from "./stream_reset.ts";

export interface TunnelConnectionOptions {
  readonly ws: WebSocket;
  readonly receivedBytes: () => number;
  readonly time: TimeSource;
  readonly closed: (why: string) => void;
}

export interface TunnelConnection {
  request(request: OriginRequest, signal: AbortSignalLike): Promise<OriginResponse>;
  /** Whether it accepts new requests. */
  isOpen(): boolean;
  isSilent(): boolean;
  underWay(): number;
  /** Accepts no new requests; those in flight may end within this time, then all are cut. */
  close(code: number, why: string, withinMs: number): Promise<void>;
}

/** Flow-control windows: what home may send before the reader takes it, per body and in all. */
const STREAM_BYTES = 256 * 1024;
const CONNECTION_BYTES = 16 * 1024 * 1024;
const FRAME_BYTES = 32 * 1024;

const BODILESS: ReadonlySet<number> = new Set([204, 304]);

interface Waiting {
  readonly stream: http2.ClientHttp2Stream;
  readonly since: number;
  readonly fail: (failure: OriginFailure) => void;
}

export function createTunnelConnection(
  { ws, receivedBytes, time, closed }: TunnelConnectionOptions,
): TunnelConnection {
  const session = openSession(
    createWebSocketStream(
      ws,
      (word) => word === LEAVING_MESSAGE && void leave(CLOSE_CODES.leaving, "home leaves"),
    ),
  );
  const waiting = new Set<Waiting>();
  const streams = new Set<http2.ClientHttp2Stream>();
  const breaker = createStreamResetter(time);
  const hungUp = Promise.withResolvers<void>();
  let leaving = false;
  const idle = Promise.withResolvers<void>();
  const pulse = createHeartbeat({
    time,
    receivedBytes,
    ping: () => ws.ping(),
    isReplyAwaited: () => waiting.size > 0,
    onCheck: giveUpLate,
    onSilent: () => giveUp([...waiting], "silent"),
    onDead: () => ws.terminate(),
  });

  function giveUp(those: readonly Waiting[], absence: "silent" | "late"): void {
    for (const { stream, fail } of those) {
      fail(new OriginFailure(absence));
      breaker.reset(stream);
    }
  }

  function giveUpLate(): void {
    const since = time.now() - RESPONSE_START_MS_MAX;
    giveUp([...waiting].filter((one) => one.since <= since), "late");
  }

  session.on("goaway", () => leaving = true);
  session.on("error", () => {});
  session.on("close", () => leaving = true);
  ws.on("close", (code, reason) => {
    leaving = true;
    pulse.stop();
    breaker.stop();
    idle.resolve();
    hungUp.resolve();
    closed(reason.toString() || `connection lost (${code})`);
  });

  function begin({ method, path, host, headers, body }: OriginRequest) {
    const asked = {
      ":method": method,
      ":path": path,
      ":authority": host,
      ":scheme": "http",
      ...headers,
    };
    const stream = session.request(asked, { endStream: body === null });
    streams.add(stream);
    stream.once("close", () => {
      streams.delete(stream);
      if (streams.size === 0 && leaving) idle.resolve();
    });
    return stream;
  }

  /** Closes the WebSocket when no request is in flight. */
  async function leave(code: number, why: string): Promise<void> {
    leaving = true;
    if (streams.size > 0) await idle.promise;
    ws.close(code, why);
    await hungUp.promise;
    session.destroy();
  }

  return {
    isOpen: () => !leaving,
    isSilent: () => pulse.isSilent(),
    underWay: () => streams.size,

    request(request, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<OriginResponse>();
      const stream = begin(request);
      const one: Waiting = { stream, since: time.now(), fail: reject };
      const cancel = () => {
        reject(new OriginFailure("cancelled"));
        breaker.reset(stream);
      };
      waiting.add(one);
      pulse.expectReply();
      signal.addEventListener("abort", cancel);
      stream.once("response", (headers) => {
        waiting.delete(one);
        resolve(responseOf(headers, stream, request.method));
      });
      stream.on("error", () => {});
      stream.once("close", () => {
        signal.removeEventListener("abort", cancel);
        if (waiting.delete(one)) reject(new OriginFailure("lost"));
        releaseListeners(stream);
      });
      request.body?.pipe(stream);
      return promise;
    },

    async close(code, why, withinMs) {
      const callOff = time.after(withinMs, idle.resolve);
      await leave(code, why);
      callOff();
    },
  };
}

function openSession(duplex: Duplex): http2.ClientHttp2Session {
  const session = http2.connect("http://home", {
    createConnection: () => duplex,
    settings: { initialWindowSize: STREAM_BYTES, maxFrameSize: FRAME_BYTES, enablePush: false },
  });
  session.on("connect", () => session.setLocalWindowSize(CONNECTION_BYTES));
  return session;
}

function responseOf(
  headers: http2.IncomingHttpHeaders & http2.IncomingHttpStatusHeader,
  body: http2.ClientHttp2Stream,
  method: string,
): OriginResponse {
  const said: OriginHeaders = {};
  for (const name in headers) {
    const value = headers[name];
    if (name[0] !== ":" && value !== undefined) said[name] = value;
  }
  const status = headers[":status"] ?? 502;
  if (method === "HEAD" || BODILESS.has(status)) {
    return { status, headers: said, body, isComplete: () => true };
  }
  const length = said["content-length"];
  if (length !== undefined) {
    return { status, headers: said, body, isComplete: (bytes) => bytes === Number(length) };
  }
  let whole = false;
  body.once("trailers", (trailers) => whole = trailers[COMPLETE_TRAILER] !== undefined);
  return { status, headers: said, body, isComplete: () => whole };
}
