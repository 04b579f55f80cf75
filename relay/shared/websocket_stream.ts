/** A WebSocket as the byte stream in which HTTP/2 runs, at both ends. */
import { Buffer } from "node:buffer";
import process from "node:process";
import type { Http2Stream } from "node:http2";
import { Duplex } from "node:stream";
// @ts-types="@types/ws"
import type { WebSocket } from "ws";
import { MESSAGE_BYTES_MAX } from "../protocol/tunnel.ts";

/**
 * Frames written in one turn are sent as one message, for fewer system calls; from this size they are sent at
 * once, so that the other end begins earlier.
 */
const WAITING_BYTES_MAX = 12 * 1024;
/** Larger messages arrive in several pieces, which costs the reader copies and garbage collection. */
const MESSAGE_BYTES = 32 * 1024;
const BUFFER_BYTES = 256 * 1024;

/** Options of both ends' sockets. No compression: large contents are compressed already. */
export const SOCKET_OPTIONS = {
  perMessageDeflate: false,
  maxPayload: MESSAGE_BYTES_MAX,
  /** How long a closing handshake may take, in milliseconds. */
  closeTimeout: 500,
} as const;

/** @param onText receives text messages, which are sent beside the byte stream */
export function createWebSocketStream(ws: WebSocket, onText: (word: string) => void): Duplex {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let unsentBytes = 0;
  let continueWriting: ((error?: Error) => void) | null = null;

  /** HTTP/2 writes each frame separately; a response has at least two. */
  function flush(): void {
    if (waiting.length === 0) return;
    const message = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    ws.send(message, (error) => {
      unsentBytes -= message.length;
      const next = continueWriting;
      if (!next || (unsentBytes >= BUFFER_BYTES && !error)) return;
      continueWriting = null;
      next(error);
    });
  }

  function queueFrame(frame: Uint8Array): void {
    if (waitingBytes + frame.length > MESSAGE_BYTES) flush();
    waitingBytes += frame.length;
    if (waiting.push(frame) === 1) process.nextTick(flush);
    if (waitingBytes >= WAITING_BYTES_MAX) flush();
  }

  const duplex = new Duplex({
    highWaterMark: BUFFER_BYTES,
    read: () => ws.isPaused && ws.resume(),
    write(frame: Uint8Array, _, done) {
      unsentBytes += frame.length;
      queueFrame(frame);
      if (unsentBytes < BUFFER_BYTES) done();
      else continueWriting = done;
    },
    final(done) {
      flush();
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
    if (!isBinary) onText(data.toString());
    else if (!duplex.push(data)) ws.pause();
  });
  ws.on("close", () => duplex.destroy());
  ws.on("error", (error) => duplex.destroy(error));
  return duplex;
}

/**
 * Call it at the end of a stream: its native half lives until the next full garbage collection, and its
 * listeners would keep the whole request and response alive.
 */
export function releaseListeners(stream: Http2Stream): void {
  // Other listeners of the same event still run.
  queueMicrotask(() => stream.removeAllListeners());
}
