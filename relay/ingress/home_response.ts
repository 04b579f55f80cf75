/** Streams home's response to the visitor, no faster than the visitor reads. */
import type { ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import type { OriginResponse } from "../origin/origin.ts";
import type { TimeSource } from "../shared/time.ts";
import { responseHeaders } from "./headers.ts";
import { STUCK_MS_MAX } from "./request_limits.ts";
import type { StallMonitor } from "./stall_monitor.ts";

/** Ends a response whose reader has stopped reading. */
export interface ReaderMonitor {
  readonly stallMonitor: StallMonitor;
  readonly time: TimeSource;
}

export function sendHomeResponse(
  answered: OriginResponse,
  response: ServerResponse,
  reader: ReaderMonitor,
): void {
  const { status, headers, body, isComplete } = answered;
  let bytes = 0;
  // An incomplete response must not look complete to the visitor.
  const end = () => isComplete(bytes) ? response.end() : response.destroy();
  response.writeHead(status, responseHeaders(headers));
  // An empty body may have ended before its listeners are added.
  if (body.readableEnded) return void end();
  if (body.destroyed) return void response.destroy();
  // A response without data yet, such as an event stream, starts now.
  if (body.readableLength === 0) response.flushHeaders();
  body.on("data", (chunk: Uint8Array) => {
    bytes += chunk.length;
    if (!response.write(chunk)) waitForReader(body, response, reader);
  });
  body.once("end", end);
  body.once("error", () => response.destroy());
}

function waitForReader(
  body: Readable,
  response: ServerResponse,
  { stallMonitor, time }: ReaderMonitor,
): void {
  body.pause();
  const since = time.now();
  const forget = stallMonitor.watch({
    isTooSlow: () => time.now() - since >= STUCK_MS_MAX,
    onStalled: () => response.destroy(),
  });
  response.once("close", forget);
  response.once("drain", () => {
    forget();
    response.off("close", forget);
    body.resume();
  });
}
