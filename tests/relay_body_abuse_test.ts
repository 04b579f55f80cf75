/** A3: bodies that are not what they say, too many bytes, too small pieces; and answers that are not either. */
import assert from "node:assert/strict";
import { BODY_BYTES_MAX } from "../relay/ingress/request_limits.ts";
import { sayAndListen, statusesIn, visit } from "./support/raw_visitor.ts";
import { holds, openTunnelled, type Tunnelled } from "./support/tunnelled.ts";
import { until } from "./support/until.ts";

const MB = 1024 * 1024;
const POST = "POST /it HTTP/1.1\r\nHost: a\r\n";
const CHUNKED = `${POST}Transfer-Encoding: chunked\r\n\r\n`;

interface Listening extends Tunnelled {
  /** How each request's body ended: its bytes, or "broken off". In turn; requests for `/quick` are not counted. */
  readonly ended: (number | "broken off")[];
  /** Nothing is left under way, and the next request is answered. */
  allIsWell(): Promise<void>;
}

/** @param reading when the app begins to read */
async function openListening(reading: Promise<void> = Promise.resolve()): Promise<Listening> {
  const ended: Listening["ended"] = [];
  const relayed = await openTunnelled(async ({ url, body }) => {
    if (url.endsWith("/quick")) return new Response("quick");
    let bytes = 0;
    await reading;
    try {
      for await (const chunk of body ?? []) bytes += chunk.length;
      ended.push(bytes);
    } catch {
      ended.push("broken off");
    }
    return new Response(`${bytes} bytes`);
  });
  const held = holds(relayed.relay);
  return {
    ...relayed,
    ended,
    async allIsWell() {
      const { tunnel, relay } = relayed;
      await until("nothing is left", () => tunnel.state().underWay + relay.state().underWay === 0);
      assert.equal(await (await fetch(`${relayed.url}/quick`)).text(), "quick");
      assert.equal(relayed.tunnel.state().underWay, 0);
    },
    async [Symbol.asyncDispose]() {
      held();
      await relayed[Symbol.asyncDispose]();
    },
  };
}

interface Broken {
  readonly says: string;
  /** Of the relay. Absent: the sender leaves before there is any. */
  readonly answer?: number;
  /** What the app had of it. @default "broken off" */
  readonly heard?: readonly (number | "broken off")[];
}

const BROKEN: Readonly<Record<string, Broken>> = {
  "fewer bytes than the length says": { says: `${POST}Content-Length: 1000\r\n\r\nabc` },
  "no bytes at all": { says: `${POST}Content-Length: 1000\r\n\r\n` },
  "chunks without an end": { says: `${CHUNKED}3\r\nabc\r\n` },
  "half a chunk": { says: `${CHUNKED}ff\r\nabc` },
  "more bytes than the length says: they are no request": {
    says: `${POST}Content-Length: 3\r\n\r\nabcdefghi\r\n\r\n`,
    answer: 400,
    heard: [3],
  },
  "a chunk that is longer than it says": { says: `${CHUNKED}3\r\nabcdef\r\n`, answer: 400 },
};

Deno.test("A3 bodies that are not what they say never look whole to the app", async (t) => {
  await using relayed = await openListening();
  for (const [name, { says, answer, heard = ["broken off"] }] of Object.entries(BROKEN)) {
    await t.step(`A3 broken body: ${name}`, async () => {
      relayed.ended.length = 0;
      using visitor = await visit(relayed.port);
      await visitor.send(says);
      if (answer) assert.equal(statusesIn(await visitor.untilHungUp()).at(-1), answer);
      else while (relayed.relay.state().underWay === 0) await fetchQuick(relayed);
      visitor.leave();
      while (relayed.ended.length < heard.length) await fetchQuick(relayed);
      assert.deepEqual(relayed.ended, heard);
      await relayed.allIsWell();
    });
  }
});

Deno.test("A3 too large: 101 MB announced are refused before the first byte, home is not asked", async () => {
  await using relayed = await openListening();
  for (const expect of ["", "Expect: 100-continue\r\n"]) {
    using visitor = await visit(relayed.port);
    await visitor.send(`${POST}${expect}Content-Length: ${101 * MB}\r\n\r\n`);
    assert.deepEqual(statusesIn(await visitor.hear("too_large")), [413]);
  }
  await relayed.allIsWell();
  assert.deepEqual(relayed.ended, []);
});

Deno.test("A3 chunk flood: it waits while the app does not read; after 100 MB it is refused", async () => {
  const reading = Promise.withResolvers<void>();
  await using relayed = await openListening(reading.promise);
  using visitor = await visit(relayed.port);
  let sentMb = 0;
  const flood = (async () => {
    await visitor.send(CHUNKED);
    for (; sentMb * MB <= BODY_BYTES_MAX; sentMb++) await visitor.send(chunkOf(MB));
  })();
  for (let times = 0; times < 100; times++) await fetchQuick(relayed);
  assert.ok(sentMb < 32, `${sentMb} MB are kept somewhere`);
  reading.resolve();
  await flood;
  assert.deepEqual(statusesIn(await visitor.hear("too_large")), [413]);
  await relayed.allIsWell();
  assert.deepEqual(relayed.ended, ["broken off"]);
});

Deno.test("A3 tiny chunks: 50,000 of one byte each arrive whole", async () => {
  await using relayed = await openListening();
  using visitor = await visit(relayed.port);
  await visitor.send(`${CHUNKED}${"1\r\nx\r\n".repeat(50_000)}0\r\n\r\n`);
  await visitor.hear("50000 bytes");
  await relayed.allIsWell();
});

Deno.test("A3 Expect: what may come is asked for, what is not understood is refused", async () => {
  await using relayed = await openListening();
  using visitor = await visit(relayed.port);
  await visitor.send(`${POST}Content-Length: 3\r\nExpect: 100-continue\r\n\r\n`);
  await visitor.hear("100 Continue");
  await visitor.send("abc");
  assert.deepEqual(statusesIn(await visitor.hear("3 bytes")), [100, 200]);
  const said = await sayAndListen(
    relayed.port,
    `${POST}Connection: close\r\nContent-Length: 3\r\nExpect: magic\r\n\r\nabc`,
  );
  assert.deepEqual(statusesIn(said), [417]);
  assert.deepEqual(relayed.ended, [3]);
});

Deno.test("A3 packed bodies pass as they came: the relay unpacks nothing", async () => {
  await using relayed = await openListening();
  const zeros = new Blob([new Uint8Array(10 * MB)]).stream();
  const packed = await new Response(zeros.pipeThrough(new CompressionStream("gzip"))).bytes();
  const headers = { "content-encoding": "gzip" };
  const answer = await fetch(`${relayed.url}/it`, { method: "POST", body: packed, headers });
  assert.equal(await answer.text(), `${packed.length} bytes`);
});

Deno.test("A3 an upload that the app does not want: its answer comes at once, the rest is thrown away", async () => {
  await using relayed = await openTunnelled(({ url }) =>
    url.endsWith("/quick") ? new Response("quick") : new Response("no", { status: 401 })
  );
  for (const head of [`${POST}Content-Length: ${20 * MB}\r\n\r\n`, `${CHUNKED}1400000\r\n`]) {
    using visitor = await visit(relayed.port);
    await visitor.send(head);
    assert.deepEqual(statusesIn(await visitor.hear("\r\n\r\nno")), [401]);
    await visitor.send(new Uint8Array(20 * MB));
    if (!head.includes("Length")) await visitor.send("\r\n0\r\n\r\n");
    // And the connection is good for the next request.
    await visitor.send("GET /quick HTTP/1.1\r\nHost: a\r\n\r\n");
    await visitor.hear("quick");
  }
  const { tunnel, relay } = relayed;
  await until("nothing is left", () => tunnel.state().underWay + relay.state().underWay === 0);
});

const half = () => new TextEncoder().encode("half");
const FALSE_ANSWERS: Readonly<Record<string, () => Response>> = {
  "shorter than it says": () => new Response("abc", { headers: { "content-length": "10" } }),
  "longer than it says": () => new Response("abcdefghij", { headers: { "content-length": "3" } }),
  "a stream that is shorter than it says": () =>
    new Response(streamOf(half, null), { headers: { "content-length": "10" } }),
  "a stream that is longer than it says": () =>
    new Response(streamOf(half, half, null), { headers: { "content-length": "5" } }),
  "a stream of a known length that breaks off": () =>
    new Response(streamOf(half, "break"), { headers: { "content-length": "10" } }),
  "a stream of an unknown length that breaks off": () => new Response(streamOf(half, "break")),
};

Deno.test("A3 false answers break off for who asked, and harm nobody else", async (t) => {
  let answer = () => new Response();
  await using relayed = await openTunnelled(({ url }) =>
    url.endsWith("/false") ? answer() : new Response("quick")
  );
  const held = holds(relayed.relay);
  for (const [name, make] of Object.entries(FALSE_ANSWERS)) {
    await t.step(`A3 false answer: ${name}`, async () => {
      answer = make;
      const said = await fetch(`${relayed.url}/false`);
      if (said.ok) await assert.rejects(() => said.bytes());
      else assert.equal((await said.json()).title, "lost");
      await fetchQuick(relayed);
    });
  }
  held();
});

function chunkOf(bytes: number): Uint8Array {
  const size = new TextEncoder().encode(`${bytes.toString(16)}\r\n`);
  const chunk = new Uint8Array(size.length + bytes + 2);
  chunk.set(size);
  chunk.set([13, 10], size.length + bytes);
  return chunk;
}

/** Each piece in a turn of its own, as from a disk. */
function streamOf(...pieces: ((() => Uint8Array<ArrayBuffer>) | "break" | null)[]) {
  const waiting = [...pieces];
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      const next = waiting.shift();
      if (next === "break") controller.error(new Error("the disk failed"));
      else if (next) controller.enqueue(next());
      else controller.close();
    },
  });
}

async function fetchQuick({ url }: Pick<Tunnelled, "url">): Promise<void> {
  assert.equal(await (await fetch(`${url}/quick`)).text(), "quick");
}
