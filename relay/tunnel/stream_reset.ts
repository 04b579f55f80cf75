/**
 * Breaks off what nobody waits for any more. Home's HTTP/2 takes a thousand resets at once and 33 a second for an
 * attack and ends the whole session: what is more than that waits its turn, read and thrown away meanwhile.
 */
import type http2 from "node:http2";
import type { TimeSource } from "../shared/time.ts";

type Stream = http2.ClientHttp2Stream;

const AT_ONCE_MAX = 900;
const EVERY_MS = 40;

export interface StreamResetter {
  breakOff(stream: Stream): void;
  stop(): void;
}

export function createStreamResetter(time: TimeSource): StreamResetter {
  const waiting = new Set<Stream>();
  let callOff: (() => void) | null = null;
  let stopped = false;
  /** When all that were broken off so far are paid for. */
  let paidOffAt = 0;

  function mayNow(): boolean {
    const now = time.now();
    if (paidOffAt - now > AT_ONCE_MAX * EVERY_MS) return false;
    paidOffAt = Math.max(paidOffAt, now) + EVERY_MS;
    return true;
  }

  function next(): void {
    for (const stream of waiting) {
      if (!mayNow()) break;
      waiting.delete(stream);
      destroy(stream);
    }
    callOff = waiting.size > 0 && !stopped ? time.after(EVERY_MS, next) : null;
  }

  return {
    breakOff(stream) {
      if (stream.destroyed || waiting.has(stream)) return;
      // The whole session goes: nobody counts any more.
      if (stopped || (waiting.size === 0 && mayNow())) return destroy(stream);
      stream.once("close", () => waiting.delete(stream));
      stream.removeAllListeners("data").resume();
      waiting.add(stream);
      // Those that waited may have ended by themselves, and the next look still be due.
      if (!callOff) next();
    },
    stop() {
      stopped = true;
      callOff?.();
    },
  };
}

/**
 * Closed, it would say that the body ends here; too short for its length, that too ends the session. Without an
 * error, home would go on waiting for somebody to take what it has written.
 */
function destroy(stream: Stream): void {
  stream.destroy(new Error("broken off"));
}
