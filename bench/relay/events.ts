/** P6: many streams of server-sent events at once, and how long after it was written an event arrives. */
import { percentile } from "../timing.ts";
import { EVENTS_PATH, TELL_PATH } from "./paths.ts";
import type { Stage } from "./stage.ts";
import { openVisit, type Visit } from "./visit.ts";
import { addressOf } from "./visitors.ts";

const STREAMS = 1_000;
/** How many are opened at the same time. */
const TOGETHER = 20;
const BUFFER_BYTES = 4_096;
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** @param rounds so many events go to all of them, each time to all at once */
export async function events(stage: Stage, rounds: number) {
  const first: number[] = [];
  const later: number[] = [];
  const streams: Listening[] = [];
  for (let at = 0; at < STREAMS; at += TOGETHER) {
    streams.push(
      ...await Promise.all(Array.from({ length: TOGETHER }, async (_, n) => {
        const stream = await listen(stage.relayPort, addressOf(at + n));
        first.push(await stream.next());
        return stream;
      })),
    );
  }
  for (let round = 0; round < rounds; round++) {
    const heard = streams.map(async ({ next }) => void later.push(await next()));
    await fetch(`http://127.0.0.1:${stage.directPort()}${TELL_PATH}`, { method: "POST" });
    await Promise.all(heard);
  }
  for (const { visit } of streams) visit[Symbol.dispose]();
  return {
    P6: {
      first_event_p50_ms: percentile(first, 0.5),
      first_event_max_ms: Math.max(...first),
      event_p50_ms: percentile(later, 0.5),
      event_p99_ms: percentile(later, 0.99),
      streams: streams.length,
    },
  };
}

interface Listening {
  readonly visit: Visit;
  /** @returns how many milliseconds after it was written the next event was here */
  readonly next: () => Promise<number>;
}

async function listen(port: number, client: string): Promise<Listening> {
  const visit = await openVisit(port, BUFFER_BYTES);
  await visit.send(encoder.encode(
    `GET ${EVENTS_PATH} HTTP/1.1\r\nhost: bench\r\nfly-client-ip: ${client}\r\n\r\n`,
  ));
  let text = "";
  return {
    visit,
    async next() {
      for (;;) {
        const event = /data: ([\d.]+)\n\n/.exec(text);
        if (event) {
          text = text.slice(event.index + event[0].length);
          return performance.timeOrigin + performance.now() - Number(event[1]);
        }
        const chunk = await visit.read();
        if (!chunk) throw new Error(`a stream of events ended: ${text}`);
        text += decoder.decode(chunk);
      }
    },
  };
}
