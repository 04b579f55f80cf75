/** A home with nothing but the tunnel client and a bare app; the same app answers on a port of its own, without a relay. */
import { systemClock } from "../../services/base/clock.ts";
import { systemTimer } from "../../services/base/timer.ts";
import { createLogger } from "../../services/base/log.ts";
import { createDial, createTunnelClient } from "../../services/relay-client/mod.ts";
import { BYTES_PATH, EVENTS_PATH, KB_PATH, TELL_PATH, UPLOAD_PATH } from "./paths.ts";

const KB = "x".repeat(1_024);
const CHUNK = new Uint8Array(64 * 1_024);
const encoder = new TextEncoder();
const listeners = new Set<ReadableStreamDefaultController<Uint8Array>>();

function app(request: Request): Response | Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  switch (pathname) {
    case KB_PATH:
      return new Response(KB, { headers: { "content-type": "text/plain" } });
    case BYTES_PATH:
      return new Response(bytes(Number(searchParams.get("bytes"))));
    case UPLOAD_PATH:
      return count(request);
    case EVENTS_PATH:
      return new Response(events(), { headers: { "content-type": "text/event-stream" } });
    case TELL_PATH:
      for (const listener of listeners) listener.enqueue(event());
      return new Response();
    default:
      return new Response(null, { status: 404 });
  }
}

function bytes(left: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(CHUNK);
      left -= CHUNK.length;
      if (left <= 0) controller.close();
    },
  });
}

async function count({ body }: Request): Promise<Response> {
  let bytes = 0;
  for await (const chunk of body!) bytes += chunk.length;
  return Response.json(bytes);
}

/** Each event says when it was written; the first is written at once. */
function events(): ReadableStream<Uint8Array> {
  let own: ReadableStreamDefaultController<Uint8Array>;
  return new ReadableStream({
    start(controller) {
      own = controller;
      own.enqueue(event());
      listeners.add(own);
    },
    cancel: () => void listeners.delete(own),
  });
}

const event = () =>
  encoder.encode(`data: ${(performance.timeOrigin + performance.now()).toFixed(3)}\n\n`);

const log = createLogger({
  clock: systemClock,
  level: "info",
  write: (line) => void Deno.stdout.writeSync(encoder.encode(`${line}\n`)),
});
const [url, key] = Deno.args as [string, string];
const relay = createTunnelClient({
  ...{ url, key, app, log },
  dial: createDial({ url, key }),
  clock: systemClock,
  random: Math.random,
  timer: systemTimer,
});
relay.start();
const direct = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, app);
log.info("started", { port: direct.addr.port });
