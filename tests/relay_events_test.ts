/** Streams of events through the tunnel: each event when it is written, many streams at once; and no WebSockets. */
import assert from "node:assert/strict";
// @ts-types="@types/ws"
import { WebSocket } from "ws";
import { sayAndListen, statusesIn } from "./support/raw_visitor.ts";
import { openTunnelled } from "./support/tunnelled.ts";
import { until } from "./support/until.ts";

const STREAMS = 200;
const EVENTS = { "content-type": "text/event-stream", "cache-control": "no-cache" };

interface Streams {
  readonly app: () => Response;
  /** To all that are open. */
  write(event: string): void;
  open(): number;
}

function openStreams(): Streams {
  const all = new Set<ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>>();
  return {
    app() {
      let own: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
      const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
        start: (controller) => void all.add(own = controller),
        cancel: () => void all.delete(own),
      });
      return new Response(body, { headers: EVENTS });
    },
    write(event) {
      const bytes = new TextEncoder().encode(`data: ${event}\n\n`);
      for (const one of all) one.enqueue(bytes);
    },
    open: () => all.size,
  };
}

const ASKED: Readonly<Record<string, RequestInit>> = {
  "a GET": {},
  "a POST": { method: "POST", body: "{}" },
  "a GET that would take it packed": { headers: { "accept-encoding": "gzip, br" } },
};

for (const [name, init] of Object.entries(ASKED)) {
  Deno.test(`events of ${name}: open before the first is written, and none waits for the next`, async () => {
    const streams = openStreams();
    await using relayed = await openTunnelled(streams.app);
    const answer = await fetch(relayed.url, init);
    assert.equal(answer.headers.get("content-type"), "text/event-stream");
    const events = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (const event of ["1", "2", "3"]) {
      streams.write(event);
      assert.equal((await events.read()).value, `data: ${event}\n\n`);
    }
    await events.cancel();
    await until("the app knows", () => streams.open() === 0);
  });
}

Deno.test(`${STREAMS} streams at once: each event reaches all, others are answered, all are let go`, async () => {
  const streams = openStreams();
  await using relayed = await openTunnelled(({ url }) =>
    url.endsWith("/events") ? streams.app() : new Response("quick")
  );
  const readers = await Promise.all(Array.from({ length: STREAMS }, async () => {
    const { body } = await fetch(`${relayed.url}/events`);
    return body!.pipeThrough(new TextDecoderStream()).getReader();
  }));
  assert.equal(streams.open(), STREAMS);
  for (const event of ["one", "two"]) {
    streams.write(event);
    const heard = await Promise.all(readers.map((reader) => reader.read()));
    assert.deepEqual(new Set(heard.map(({ value }) => value)), new Set([`data: ${event}\n\n`]));
    assert.equal(await (await fetch(relayed.url)).text(), "quick");
  }
  for (const reader of readers) await reader.cancel();
  await until("the app knows", () => streams.open() === 0);
  const { tunnel, relay } = relayed;
  await until("nothing is left", () => tunnel.state().underWay + relay.state().underWay === 0);
});

Deno.test("a WebSocket is refused with a sentence; home is not asked, and the tunnel stays", async () => {
  await using relayed = await openTunnelled(({ url }) =>
    url.endsWith("/socket") ? assert.fail("home was asked") : new Response("quick")
  );
  const refused = Promise.withResolvers<number>();
  const ws = new WebSocket(`${relayed.url.replace("http", "ws")}/socket`);
  ws.on("unexpected-response", (_, response) => refused.resolve(response.statusCode!));
  ws.on("error", () => {});
  assert.equal(await refused.promise, 501);
  ws.terminate();

  const lines = ["GET /socket HTTP/1.1", "Host: a", "Accept-Language: en", "Upgrade: WebSocket"];
  const said = await sayAndListen(
    relayed.port,
    `${lines.join("\r\n")}\r\nConnection: keep-alive, Upgrade\r\n\r\n`,
  );
  assert.deepEqual(statusesIn(said), [501]);
  assert.match(said, /connection: close/i);
  assert.match(said, /WebSockets are not carried here/);
  assert.equal(await (await fetch(relayed.url)).text(), "quick");
});
