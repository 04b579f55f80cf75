/**
 * Resets streams whose response nobody awaits, at a limited rate. Home's HTTP/2 server takes a thousand resets
 * at once and 33 a second; more count as an attack and end the session. Further streams wait, and their data is
 * discarded meanwhile.
 */
import type http2 from "node:http2";
import type { TimeSource } from "../shared/time.ts";

type Stream = http2.ClientHttp2Stream;

const AT_ONCE_MAX = 900;
const EVERY_MS = 40;

export interface StreamResetter {
  reset(stream: Stream): void;
  stop(): void;
}

export function createStreamResetter(time: TimeSource): StreamResetter {
  const waiting = new Set<Stream>();
  let callOff: (() => void) | null = null;
  let stopped = false;
  /** When the rate limit has fully recovered. */
  let paidOffAt = 0;

  function takeToken(): boolean {
    const now = time.now();
    if (paidOffAt - now > AT_ONCE_MAX * EVERY_MS) return false;
    paidOffAt = Math.max(paidOffAt, now) + EVERY_MS;
    return true;
  }

  function next(): void {
    for (const stream of waiting) {
      if (!takeToken()) break;
      waiting.delete(stream);
      destroy(stream);
    }
    callOff = waiting.size > 0 && !stopped ? time.after(EVERY_MS, next) : null;
  }

  return {
    reset(stream) {
      if (stream.destroyed || waiting.has(stream)) return;
      // The session is closing: no limit applies.
      if (stopped || (waiting.size === 0 && takeToken())) return destroy(stream);
      stream.once("close", () => waiting.delete(stream));
      stream.removeAllListeners("data").resume();
      waiting.add(stream);
      // Streams in the queue may have ended while the timer still runs.
      if (!callOff) next();
    },
    stop() {
      stopped = true;
      callOff?.();
    },
  };
}

/**
 * A plain close would mark the end of the body; a body shorter than its content-length also ends the session.
 * Without an error home would wait for flow control.
 */
function destroy(stream: Stream): void {
  stream.destroy(new Error("broken off"));
}
