/** A request's body on its way: never more than allowed, never slower than allowed, never faster than home reads. */
import type { IncomingMessage } from "node:http";
import { Transform } from "node:stream";
import { SECOND_MS, type TimeSource } from "../shared/time.ts";
import { BODY_BYTES_MAX, BODY_BYTES_PER_SECOND_MIN, SLOW_MS_MAX } from "./request_limits.ts";
import type { StallMonitor } from "./stall_monitor.ts";

const LINGER_MS_MAX = 5_000;

export interface Upload {
  readonly body: Transform;
  /** It is over: nothing is watched any more, and what was not taken is thrown away. */
  end(): void;
}

/** @param refuse called once when the sender breaks a limit */
export function openUpload(
  request: IncomingMessage,
  stallMonitor: StallMonitor,
  refuse: (why: "too_large" | "too_slow") => void,
): Upload {
  let bytes = 0;
  let bytesThen = 0;
  let slowMs = 0;
  const body = new Transform({
    transform(chunk: Uint8Array, _, done) {
      bytes += chunk.length;
      if (bytes > BODY_BYTES_MAX) return refuse("too_large");
      done(null, chunk);
    },
  });
  const forget = stallMonitor.watch({
    isTooSlow(elapsedMs) {
      const came = bytes - bytesThen;
      bytesThen = bytes;
      const homeIsSlow = body.writableNeedDrain || body.readableLength > 0;
      const slow = !homeIsSlow && came < BODY_BYTES_PER_SECOND_MIN * elapsedMs / SECOND_MS;
      slowMs = slow ? slowMs + elapsedMs : 0;
      return slowMs >= SLOW_MS_MAX;
    },
    dropListeners: () => refuse("too_slow"),
  });
  request.once("end", forget);
  request.on("error", () => {});
  request.pipe(body);
  return {
    body,
    end() {
      forget();
      request.unpipe(body);
      body.destroy();
    },
  };
}

/**
 * Reads on for a moment what a sender still sends after its answer, and throws it away: hung up on at once, it
 * might never see the answer.
 */
export function drainUnreadBody(request: IncomingMessage, time: TimeSource): void {
  const { socket, complete } = request;
  if (complete || socket.destroyed || declaredBody(request) === "none") return;
  const callOff = time.after(LINGER_MS_MAX, () => socket.destroy());
  // A request that its sender did not finish is not always closed with its connection.
  socket.once("close", callOff);
  request.once("close", () => {
    callOff();
    socket.off("close", callOff);
  });
  request.on("error", () => {}).resume();
}

/** What a request says of its body before it comes. */
export function declaredBody({ headers }: IncomingMessage): "none" | "some" | "too_large" {
  if (headers["transfer-encoding"] !== undefined) return "some";
  const bytes = Number(headers["content-length"] ?? 0);
  if (bytes === 0) return "none";
  return bytes > BODY_BYTES_MAX ? "too_large" : "some";
}
