/** P1, P2, P3: what the way through the relay adds to a small answer, and how many of them pass. */
import { load } from "./load.ts";
import { KB_PATH } from "./paths.ts";
import { cpuMs } from "./process.ts";
import type { Stage } from "./stage.ts";

const CROWD = 64;
const US_PER_MS = 1_000;

export interface Length {
  readonly seconds: number;
  /** Taken in turn, direct and through the relay; the quietest counts. */
  readonly rounds: number;
}

/** One connection, on programs that have compiled what they need: they run for months. */
export async function oneByOne(stage: Stage, { seconds, rounds }: Length) {
  await through(stage, CROWD, seconds);
  await past(stage, CROWD, seconds);
  const found = [];
  for (let round = 0; round < rounds; round++) {
    const direct = await past(stage, 1, seconds);
    found.push({ direct, tunnel: await through(stage, 1, seconds) });
  }
  const p50 = found.toSorted((a, b) => a.tunnel.p50Ms - b.tunnel.p50Ms)[0]!;
  const p99 = found.toSorted((a, b) => a.tunnel.p99Ms - b.tunnel.p99Ms)[0]!;
  return {
    P1: {
      direct_p50_ms: p50.direct.p50Ms,
      tunnel_p50_ms: p50.tunnel.p50Ms,
      added_p50_ms: p50.tunnel.p50Ms - p50.direct.p50Ms,
    },
    P2: {
      added_p99_ms: p99.tunnel.p99Ms - p99.direct.p99Ms,
      p99_ms: p99.tunnel.p99Ms,
      share_over_40_ms: p99.tunnel.shareOver40Ms,
    },
  };
}

/** Many connections, each always waiting for an answer. */
export async function crowd(stage: Stage, { seconds, rounds }: Length) {
  await through(stage, CROWD, seconds);
  const direct = await past(stage, CROWD, seconds);
  const found = [];
  for (let round = 0; round < rounds; round++) {
    const before = await spent(stage);
    const loaded = await through(stage, CROWD, seconds);
    const after = await spent(stage);
    const usEach = (part: "relay" | "home") =>
      (after[part] - before[part]) * US_PER_MS / loaded.requests;
    found.push({ ...loaded, relayUs: usEach("relay"), homeUs: usEach("home") });
  }
  const best = found.toSorted((a, b) => b.requests / b.seconds - a.requests / a.seconds)[0]!;
  return {
    P3: {
      requests_per_s: best.requests / best.seconds,
      p99_ms: best.p99Ms,
      direct_requests_per_s: direct.requests / direct.seconds,
      relay_cpu_us_per_request: best.relayUs,
      home_cpu_us_per_request: best.homeUs,
    },
  };
}

async function spent({ relay, home }: Stage) {
  return { relay: await cpuMs(relay.pid()), home: await cpuMs(home.pid()) };
}

const through = (stage: Stage, connections: number, seconds: number) =>
  sound(load({ port: stage.relayPort, path: KB_PATH, connections, seconds }));

const past = (stage: Stage, connections: number, seconds: number) =>
  sound(load({ port: stage.directPort(), path: KB_PATH, connections, seconds }));

/** Refusals are quick, and must not count as answers. */
async function sound(loading: ReturnType<typeof load>) {
  const loaded = await loading;
  if (loaded.failures > 0) throw new Error(`${loaded.failures} of ${loaded.requests} failed`);
  return loaded;
}
