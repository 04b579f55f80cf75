/** P4: large bodies, each way, and whether anybody keeps them in memory. */
import { BYTES_PATH, UPLOAD_PATH } from "./paths.ts";
import { memoryMb, peaks } from "./process.ts";
import type { Stage } from "./stage.ts";
import { openVisit } from "./visit.ts";

const MB = 1_000_000;
/** What the relay takes at most. */
const BODY_BYTES = 100 * MB;
const CHUNK = new Uint8Array(256 * 1_024);
const encoder = new TextEncoder();

export async function bodies(stage: Stage, rounds: number) {
  const { relayPort, relay, home } = stage;
  await download(relayPort);
  await upload(relayPort);
  const pids = [relay.pid(), home.pid()];
  const before = await Promise.all(pids.map(memoryMb));
  const [down, up]: [number[], number[]] = [[], []];
  const [relayMb, homeMb] = await peaks(pids, async () => {
    for (let round = 0; round < rounds; round++) {
      down.push(await download(relayPort));
      up.push(await upload(relayPort));
    }
  });
  return {
    P4: {
      down_mb_s: Math.max(...down),
      up_mb_s: Math.max(...up),
      relay_rss_growth_mb: relayMb! - before[0]!,
      home_rss_growth_mb: homeMb! - before[1]!,
      direct_down_mb_s: await download(stage.directPort()),
      direct_up_mb_s: await upload(stage.directPort()),
    },
  };
}

/** @returns megabytes a second */
async function download(port: number): Promise<number> {
  using visit = await openVisit(port);
  const begun = performance.now();
  await visit.send(encoder.encode(
    `GET ${BYTES_PATH}?bytes=${BODY_BYTES} HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n`,
  ));
  let bytes = 0;
  for (let chunk = await visit.read(); chunk; chunk = await visit.read()) bytes += chunk.length;
  if (bytes < BODY_BYTES) throw new Error(`a download of ${bytes} bytes`);
  return rate(performance.now() - begun);
}

/** @returns megabytes a second */
async function upload(port: number): Promise<number> {
  using visit = await openVisit(port);
  const begun = performance.now();
  const answered = visit.ask(encoder.encode(
    `POST ${UPLOAD_PATH} HTTP/1.1\r\nhost: bench\r\ncontent-length: ${BODY_BYTES}\r\n\r\n`,
  ));
  for (let left = BODY_BYTES; left > 0; left -= CHUNK.length) {
    await visit.send(left < CHUNK.length ? CHUNK.subarray(0, left) : CHUNK);
  }
  const { status } = await answered;
  if (status !== 200) throw new Error(`an upload was answered ${status}`);
  return rate(performance.now() - begun);
}

const rate = (ms: number): number => BODY_BYTES / MB / (ms / 1_000);
