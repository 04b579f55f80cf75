/** Bodies that come too slowly are given up: each holds memory and a connection while it is awaited. */
import { invalid } from "../../services/base/errors.ts";
import { SECOND_MS } from "../../services/base/time.ts";
import { waitAtMost } from "../../services/base/timer.ts";
import type { BodyPace } from "./limits.ts";

interface PacedRequest {
  /** Its body fails with `common.body_too_slow` when its sender is slower than `pace`. */
  readonly request: Request;
  /** Lets go of what nobody read. @returns whether the body came to its end */
  release(): boolean;
}

export function withPacedBody(request: Request, pace: BodyPace): PacedRequest {
  if (!request.body) return { request, release: () => true };
  const reader = request.body.getReader();
  const length = Number(request.headers.get("content-length") ?? Infinity);
  let came = 0;
  let hasEnded = false;
  const body = paced(reader, pace, (chunk) => {
    came += chunk.value?.length ?? 0;
    // A reader that knows the length may never ask for the end.
    hasEnded = chunk.done || came >= length;
  });
  return {
    request: new Request(request, { body }),
    release() {
      reader.cancel().catch(() => {});
      return hasEnded;
    },
  };
}

function paced(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { bytesPerSecondMin, slowMsMax }: BodyPace,
  onChunk: (chunk: ReadableStreamReadResult<Uint8Array>) => void,
): ReadableStream<Uint8Array> {
  /** What the sender may still let us wait: used up by waiting, earned by bytes. */
  let patienceMs = slowMsMax;

  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const begun = performance.now();
      const chunk = await waitAtMost(patienceMs, reader.read());
      if (!chunk) return controller.error(invalid("common.body_too_slow"));
      onChunk(chunk);
      if (chunk.done) return controller.close();
      const earnedMs = chunk.value.length / bytesPerSecondMin * SECOND_MS;
      patienceMs = Math.min(patienceMs - (performance.now() - begun) + earnedMs, slowMsMax);
      controller.enqueue(chunk.value);
    },
    cancel: (reason) => reader.cancel(reason),
  }, { highWaterMark: 0 });
}
