/** A7: many requests at once in one tunnel, of all sizes, some given up half-way: each gets its own bytes back. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { holds, openTunnelled } from "./support/tunnelled.ts";
import { until } from "./support/until.ts";

const SEED = 20_260_115;
const REQUESTS = 400;
const AT_ONCE = 48;
const SIZES = [0, 1, 100, 5_000, 70_000, 300_000];
const WAYS = ["whole", "whole", "whole", "leave early", "leave amid", "break upload"] as const;

interface Plan {
  readonly id: number;
  readonly way: typeof WAYS[number];
  readonly up: number;
  readonly down: number;
  /** How much the app writes at once. */
  readonly piece: number;
}

/** The same at each run (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = chance(SEED);
const LONGEST = SIZES.at(-1)!;
/** Everybody's bytes are a part of these, from a place of their own. */
const NOISE = Uint8Array.from({ length: 4 * LONGEST }, () => random() * 256);

/** Of one request and one direction; `from` where in its body. */
function bytesOf(id: number, length: number, from = 0): Uint8Array<ArrayBuffer> {
  const begin = Math.abs(id * 997 + (id < 0 ? 501 : 0)) % (3 * LONGEST);
  return NOISE.slice(begin + from, begin + from + length);
}

function streamOf(id: number, { length, piece, breaks = false }: {
  length: number;
  piece: number;
  breaks?: boolean;
}): ReadableStream<Uint8Array<ArrayBuffer>> {
  let from = 0;
  return new ReadableStream({
    pull(controller) {
      const bytes = bytesOf(id, Math.min(piece, length - from), from);
      from += bytes.length;
      if (bytes.length > 0) controller.enqueue(bytes);
      else if (breaks) controller.error(new Error("broken"));
      else controller.close();
    },
  });
}

const isOwn = (id: number, bytes: Uint8Array): boolean =>
  Buffer.from(bytesOf(id, bytes.length)).equals(bytes);

Deno.test("A7 cross-talk: of 400 interleaved requests each gets its own bytes, whatever the others do", async () => {
  const foreign: string[] = [];
  const heardWhole = new Set<number>();
  await using relayed = await openTunnelled(async ({ url, body }) => {
    const asked = new URL(url).searchParams;
    const [id, up, down, piece] = ["id", "up", "down", "piece"].map((name) =>
      Number(asked.get(name))
    );
    const heard = await new Response(body).bytes();
    if (heard.length !== up || !isOwn(id!, heard)) foreign.push(`up ${url}`);
    heardWhole.add(id!);
    return new Response(streamOf(-id!, { length: down!, piece: piece! }), {
      headers: { "x-own": `${id}` },
    });
  });
  const held = holds(relayed.relay);
  let whole = 0;

  async function run({ id, way, up, down, piece }: Plan): Promise<void> {
    const leaving = new AbortController();
    const asking = fetch(`${relayed.url}/?id=${id}&up=${up}&down=${down}&piece=${piece}`, {
      method: "POST",
      body: streamOf(id, { length: up, piece, breaks: way === "break upload" }),
      signal: leaving.signal,
    });
    if (way === "leave early") leaving.abort();
    if (way === "leave early" || way === "break upload") return void await assert.rejects(asking);
    const answer = await asking;
    if (answer.headers.get("x-own") !== String(id)) foreign.push(`head ${id}`);
    if (way === "leave amid") return void await answer.body!.cancel();
    const heard = await answer.bytes();
    if (heard.length !== down || !isOwn(-id, heard)) foreign.push(`down ${id}`);
    whole++;
  }

  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const plans = Array.from({ length: REQUESTS }, (_, id): Plan => ({
    id,
    way: pick(WAYS),
    up: pick(SIZES),
    down: pick(SIZES),
    piece: 1_000 + Math.floor(random() * 60_000),
  }));
  const broken = plans.filter(({ way }) => way === "break upload").map(({ id }) => id);
  const expected = plans.filter(({ way }) => way === "whole").length;
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let plan = plans.pop(); plan; plan = plans.pop()) await run(plan);
  }));
  assert.deepEqual(foreign, []);
  assert.equal(whole, expected);
  assert.deepEqual(broken.filter((id) => heardWhole.has(id)), [], "a part was taken for the whole");
  const { tunnel, relay } = relayed;
  await until("nothing is left", () => tunnel.state().underWay + relay.state().underWay === 0);
  held();
});
