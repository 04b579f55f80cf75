/** Converts bodies between web streams and HTTP/2 streams, with back-pressure. */
import type http2 from "node:http2";
import { COMPLETE_TRAILER } from "../../relay/protocol/tunnel.ts";

type Http2Stream = http2.ServerHttp2Stream;

/** How many microtasks a stream may need for a chunk that it already has. */
const TURNS = 8;
const BODILESS: ReadonlySet<number> = new Set([204, 304]);
const DROPPED = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade"]);

/** @returns null where the method has no body, or none was declared */
export function bodyOf(
  stream: Http2Stream,
  method: string,
): ReadableStream<Uint8Array<ArrayBuffer>> | null {
  if (method === "GET" || method === "HEAD" || stream.endAfterHeaders) return null;
  return new ReadableStream({
    start(controller) {
      stream.pause();
      stream.on("data", (chunk: Uint8Array<ArrayBuffer>) => {
        controller.enqueue(chunk);
        if (controller.desiredSize! <= 0) stream.pause();
      });
      // An aborted stream also emits "end".
      stream.once("end", () => stream.aborted ? breakOff(controller) : controller.close());
      stream.once("aborted", () => breakOff(controller));
    },
    pull: () => void stream.resume(),
    // Discards the rest, so that the sender can finish.
    cancel: () => void stream.removeAllListeners("data").resume(),
  }, { highWaterMark: 1 });
}

function breakOff(controller: ReadableStreamDefaultController): void {
  controller.error(new Error("the sender broke off"));
}

export async function writeResponse(
  stream: Http2Stream,
  method: string,
  { status, headers, body }: Response,
): Promise<void> {
  if (stream.destroyed || stream.closed) return void await body?.cancel();
  const said = { ":status": status, ...headersOf(headers) };
  if (body && method !== "HEAD") return await writeBody(stream, said, body);
  if (body) said["content-length"] ??= await lengthAtOnce(body);
  else if (!BODILESS.has(status) && !(method === "HEAD" && "content-length" in said)) {
    said["content-length"] = "0";
  }
  stream.respond(said, { endStream: true });
}

/** Lets go of the body. @returns its length where `writeBody` would state it */
async function lengthAtOnce(body: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const reader = body.getReader();
  try {
    const first = reader.read();
    if (!await isReady(first)) return undefined;
    const { value, done } = await first;
    if (done) return "0";
    const second = reader.read();
    return await isReady(second) && (await second).done ? String(value.length) : undefined;
  } finally {
    void reader.cancel().catch(() => {});
  }
}

/** A body that is already complete is sent in one piece with its headers and length; others start at once. */
async function writeBody(
  stream: Http2Stream,
  said: http2.OutgoingHttpHeaders,
  body: ReadableStream<Uint8Array>,
): Promise<void> {
  const reader = body.getReader();
  const leave = () => void reader.cancel().catch(() => {});
  stream.once("close", leave);
  const keep = keeping(said["content-length"]);
  let next = reader.read();
  let ready = await isReady(next);
  if (ready) {
    const { value, done } = await next;
    if (done) return stream.respond({ ...said, "content-length": "0" }, { endStream: true });
    next = reader.read();
    ready = await isReady(next);
    if (ready && (await next).done && !stream.destroyed) {
      keep.count(value.length);
      keep.end();
      stream.respond({ "content-length": String(value.length), ...said });
      stream.end(value);
      return;
    }
    if (stream.destroyed) return;
    begin(stream, said);
    keep.count(value.length);
    if (!stream.write(value)) await takenBy(stream);
  } else begin(stream, said);
  while (true) {
    const { value, done } = await next;
    if (stream.destroyed) return;
    if (done) break;
    keep.count(value.length);
    if (!stream.write(value)) await takenBy(stream);
    next = reader.read();
  }
  stream.off("close", leave);
  keep.end();
  stream.end();
}

/** Checks the declared length: a wrong one would end the whole HTTP/2 session. */
function keeping(length: unknown) {
  const most = Number(length ?? NaN);
  let bytes = 0;
  return {
    count(more: number) {
      bytes += more;
      if (bytes > most) throw new Error(`the answer is longer than its ${most} bytes`);
    },
    end() {
      if (bytes < most) throw new Error(`the answer has ${bytes} of its ${most} bytes`);
    },
  };
}

/** Sends a trailer at the end, since an aborted stream looks like one that ended. */
function begin(stream: Http2Stream, said: http2.OutgoingHttpHeaders): void {
  stream.once("wantTrailers", () => stream.sendTrailers({ [COMPLETE_TRAILER]: "1" }));
  stream.respond(said, { waitForTrailers: true });
}

/** Whether it settles without waiting for input or output. */
async function isReady(promise: Promise<unknown>): Promise<boolean> {
  let ready = false;
  void promise.then(() => ready = true, () => ready = true);
  for (let turn = 0; turn < TURNS && !ready; turn++) await null;
  return ready;
}

function takenBy(stream: Http2Stream): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      stream.off("drain", go).off("close", go);
      resolve();
    };
    stream.on("drain", go).on("close", go);
  });
}

function headersOf(said: Headers): http2.OutgoingHttpHeaders {
  const headers: http2.OutgoingHttpHeaders = {};
  for (const [name, value] of said) {
    if (!DROPPED.has(name) && name !== "set-cookie") headers[name] = value;
  }
  const cookies = said.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  return headers;
}
