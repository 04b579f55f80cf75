/** A WebSocket as the stream of bytes that HTTP/2 runs in; the same at both ends. */
import { Buffer } from "node:buffer";
import process from "node:process";
import { Duplex } from "node:stream";
// @ts-types="@types/ws"
import type { WebSocket } from "ws";
import { MESSAGE_BYTES_MAX } from "./protocol.ts";

/**
 * What came together goes as one message up to this size: fewer system calls. Larger ones come in several pieces,
 * which costs their reader a copy and much collecting of garbage.
 */
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
export function duplexOf(ws: WebSocket, hear: (word: string) => void): Duplex {
  let waiting: Uint8Array[] = [];
  let unsentBytes = 0;
  let goOn: ((error?: Error) => void) | null = null;

  /** HTTP/2 writes each frame by itself; an answer has two, and many answers come together. */
  function sendTogether(): void {
    const messages = together(waiting);
    waiting = [];
    for (const message of messages) {
      ws.send(message, (error) => {
        unsentBytes -= message.length;
        const next = goOn;
        if (!next || (unsentBytes >= BUFFER_BYTES && !error)) return;
        goOn = null;
        next(error);
      });
    }
  }

  const duplex = new Duplex({
    highWaterMark: BUFFER_BYTES,
    read: () => ws.isPaused && ws.resume(),
    write(frame: Uint8Array, _, done) {
      unsentBytes += frame.length;
      if (waiting.push(frame) === 1) process.nextTick(sendTogether);
      if (unsentBytes < BUFFER_BYTES) done();
      else goOn = done;
    },
    final(done) {
      sendTogether();
      ws.close();
      done();
    },
    destroy(error, done) {
      // Who is saying goodbye already comes to its end by itself.
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

function together(chunks: readonly Uint8Array[]): Uint8Array[] {
  const messages: Uint8Array[] = [];
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for (const chunk of chunks) {
    if (bytes + chunk.length > MESSAGE_BYTES && bytes > 0) {
      messages.push(Buffer.concat(waiting));
      [waiting, bytes] = [[], 0];
    }
    waiting.push(chunk);
    bytes += chunk.length;
  }
  if (waiting.length > 0) {
    messages.push(waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting));
  }
  return messages;
}
