/** The answer of a server that may write without end, or never end. */
import { invalid } from "../../base/errors.ts";

/** Frames included, an answer at the limit of its characters stays well below. */
const RESPONSE_BYTES_MAX = 4_000_000;

/**
 * Ends the body with the Failure `ai.too_long` once it has more than `RESPONSE_BYTES_MAX` bytes, and with the signal;
 * both close the connection. (Fetch forgets the signal of a streaming body once the request is collected as garbage.)
 */
export function limitResponse(response: Response, signal: AbortSignal, model: string): Response {
  const { body, status, statusText, headers } = response;
  const limited = body && limitBytes(body.getReader(), signal, model);
  return new Response(limited, { status, statusText, headers });
}

function limitBytes(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal,
  model: string,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let bytes = 0;
  return new ReadableStream({
    start(stream) {
      signal.addEventListener("abort", () => {
        stream.error(signal.reason);
        reader.cancel(signal.reason).catch(() => {});
      }, { once: true });
    },
    async pull(stream) {
      const { value, done } = await reader.read();
      if (done) return stream.close();
      bytes += value.length;
      if (bytes <= RESPONSE_BYTES_MAX) return stream.enqueue(value);
      stream.error(invalid("ai.too_long", { model }));
      await reader.cancel();
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
