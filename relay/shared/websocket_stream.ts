/** A WebSocket as the stream of bytes that HTTP/2 runs in; the same at both ends. */
import { Buffer } from "node:buffer";
import process from "node:process";
import type { Http2Stream } from "node:http2";
import { Duplex } from "node:stream";
// @ts-types="@types/ws"
import type { WebSocket } from "ws";
import { MESSAGE_BYTES_MAX } from "../protocol/tunnel.ts";

/**
 * What is said in one turn goes as one message, for fewer system calls; but once so much waits it goes at once, so
 * that the other end begins while this one goes on.
 */
const WAITING_BYTES_MAX = 12 * 1024;
/** Larger messages come in several pieces, which costs their reader a copy and much collecting of garbage. */
const MESSAGE_BYTES = 32 * 1024;
const BUFFER_BYTES = 256 * 1024;

/** Both ends' sockets: what they carry is compressed already where that pays. */
export const SOCKET_OPTIONS = {
  perMessageDeflate: false,
  maxPayload: MESSAGE_BYTES_MAX,
  /** How long a goodbye waits for the other end's, in milliseconds. */
  closeTimeout: 500,
} as const;

/** @param hear called with what is said beside it */
export function createWebSocketStream(ws: WebSocket, hear: (word: string) => void): Duplex {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let unsentBytes = 0;
  let goOn: ((error?: Error) => void) | null = null;

  /** HTTP/2 writes each frame by itself; an answer has two, and many answers come together. */
  function sendTogether(): void {
    if (waiting.length === 0) return;
    const message = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    ws.send(message, (error) => {
      unsentBytes -= message.length;
      const next = goOn;
      if (!next || (unsentBytes >= BUFFER_BYTES && !error)) return;
      goOn = null;
      next(error);
    });
  }

  function sendSoon(frame: Uint8Array): void {
    if (waitingBytes + frame.length > MESSAGE_BYTES) sendTogether();
    waitingBytes += frame.length;
    if (waiting.push(frame) === 1) process.nextTick(sendTogether);
    if (waitingBytes >= WAITING_BYTES_MAX) sendTogether();
  }

  const duplex = new Duplex({
    highWaterMark: BUFFER_BYTES,
    read: () => ws.isPaused && ws.resume(),
    write(frame: Uint8Array, _, done) {
      unsentBytes += frame.length;
      sendSoon(frame);
      if (unsentBytes < BUFFER_BYTES) done();
      else goOn = done;
    },
    final(done) {
      sendTogether();
      ws.close();
      done();
    },
    destroy(error, done) {
      // Who is code goodbye already comes to its end by itself.
      if (ws.readyState === ws.OPEN) ws.terminate();
      done(error);
    },
  });
  ws.on("message", (data: Uint8Array, isBinary) => {
    if (!isBinary) hear(data.toString());
    else if (!duplex.push(data)) ws.pause();
  });
  ws.on("close", () => duplex.destroy());
  ws.on("error", (error) => duplex.destroy(error));
  return duplex;
}

/**
 * At the end of a stream: its native half lives until the next full collection of garbage, and what listens to it
 * would too, with a whole request and its answer.
 */
export function dropListeners(stream: Http2Stream): void {
  // Others still hear of the end.
  queueMicrotask(() => stream.removeAllListeners());
}
