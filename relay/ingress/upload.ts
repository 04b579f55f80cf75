/** A request body on its way to home: limited in size and minimum speed, with back-pressure from home. */
import type { IncomingMessage } from "node:http";
import { Transform } from "node:stream";
import { SECOND_MS, type TimeSource } from "../shared/time.ts";
import { BODY_BYTES_MAX, BODY_BYTES_PER_SECOND_MIN, SLOW_MS_MAX } from "./request_limits.ts";
import type { StallMonitor } from "./stall_monitor.ts";

const DRAIN_MS_MAX = 5_000;

export interface Upload {
  readonly body: Transform;
  /** Ends the upload: stops monitoring and discards what was not read. */
  end(): void;
}

/** @param refuse called once when a limit is exceeded */
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
    onStalled: () => refuse("too_slow"),
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
 * Reads and discards the rest of a body for a moment after its response: a sender whose connection is closed at
 * once might never see the response.
 */
export function drainUnreadBody(request: IncomingMessage, time: TimeSource): void {
  const { socket, complete } = request;
  if (complete || socket.destroyed || declaredBody(request) === "none") return;
  const callOff = time.after(DRAIN_MS_MAX, () => socket.destroy());
  // Node does not always close an unfinished request with its connection.
  socket.once("close", callOff);
  request.once("close", () => {
    callOff();
    socket.off("close", callOff);
  });
  request.on("error", () => {}).resume();
}

/** What the headers declare about the body. */
export function declaredBody({ headers }: IncomingMessage): "none" | "some" | "too_large" {
  if (headers["transfer-encoding"] !== undefined) return "some";
  const bytes = Number(headers["content-length"] ?? 0);
  if (bytes === 0) return "none";
  return bytes > BODY_BYTES_MAX ? "too_large" : "some";
}
