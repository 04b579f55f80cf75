import assert from "node:assert/strict";
import { createLogger, type LogFields } from "../../services/base/log.ts";
import { isFailure } from "../../services/base/errors.ts";
import { visit } from "../../tests/support/raw_visitor.ts";
import { type PortLimits, portLimits } from "./limits.ts";
import { type Handler, type Port, servePort } from "./serve_port.ts";

interface TestPort extends Port, AsyncDisposable {
  readonly port: number;
  readonly url: string;
  readonly logged: LogFields[];
}

const HALF_A_REQUEST = "GET / HTTP/1.1\r\nX";
const A_REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
const encoder = new TextEncoder();

function open(limits: Partial<PortLimits>, handler: Handler): TestPort {
  const logged: LogFields[] = [];
  const log = createLogger({
    clock: { now: () => 0 },
    level: "info",
    write: (line) => logged.push(JSON.parse(line)),
  });
  const whole = { ...portLimits(100, null), ...limits };
  const port = servePort({ hostname: "127.0.0.1", port: 0, limits: whole, log }, handler);
  return {
    ...port,
    logged,
    port: port.addr.port,
    url: `http://127.0.0.1:${port.addr.port}`,
    [Symbol.asyncDispose]: port.shutdown,
  };
}

const hello: Handler = () => new Response("hello");

async function answerOf(url: string): Promise<string> {
  return await (await fetch(url)).text();
}

Deno.test("several requests of one connection are answered, with the client's own address", async () => {
  const asked: Deno.NetAddr[] = [];
  await using port = open({}, (_request, { remoteAddr }) => {
    asked.push(remoteAddr);
    return new Response("hello");
  });
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: port.port });
  const answers = connection.readable.pipeThrough(new TextDecoderStream()).getReader();
  for (let times = 0; times < 3; times++) {
    await connection.write(encoder.encode(A_REQUEST));
    let heard = "";
    while (!heard.includes("hello")) heard += (await answers.read()).value ?? assert.fail(heard);
  }
  const { port: own } = connection.localAddr as Deno.NetAddr;
  assert.deepEqual(asked.map(({ hostname, port }) => [hostname, port]), [
    ["127.0.0.1", own],
    ["127.0.0.1", own],
    ["127.0.0.1", own],
  ]);
  await answers.cancel();
});

Deno.test("headers that come in pieces are put together", async () => {
  await using port = open({}, (request) => new Response(request.headers.get("x-long")));
  using client = await visit(port.port);
  const long = "a".repeat(40_000);
  for (const piece of ["GET / HTTP/1.1\r", "\nHost: a\r\n", `X-Long: ${long}\r\n`, "\r", "\n"]) {
    await client.send(piece);
  }
  assert.match(await client.hear(long), /^HTTP\/1\.1 200 OK/);
});

Deno.test("a client that never ends its headers is hung up on", async () => {
  await using port = open({ headMsMax: 500 }, hello);
  using first = await visit(port.port);
  await first.send(HALF_A_REQUEST);
  assert.equal(await first.untilHungUp(), "");
  using later = await visit(port.port);
  await later.send(A_REQUEST);
  await later.hear("hello");
  await later.send(HALF_A_REQUEST);
  assert.equal((await later.untilHungUp()).match(/HTTP\/1\.1/g)?.length, 1);
});

Deno.test("headers larger than any browser sends are refused", async () => {
  await using port = open({}, hello);
  using client = await visit(port.port);
  await client.send(`GET / HTTP/1.1\r\nX: ${"a".repeat(70_000)}`);
  assert.match(await client.untilHungUp(), /^HTTP\/1\.1 431 /);
});

Deno.test("a connection that is kept open and asks nothing is hung up on", async () => {
  await using port = open({ idleMsMax: 50, lingerMsMax: 50 }, hello);
  using client = await visit(port.port);
  await client.send(A_REQUEST);
  assert.match(await client.untilHungUp(), /hello$/);
});

Deno.test("where one address holds too many connections, its oldest that asks nothing gives way", async () => {
  await using port = open({ connectionsMax: 8, connectionsOfOneMax: 4 }, hello);
  const half = await Promise.all(Array.from({ length: 4 }, () => visit(port.port)));
  for (const client of half) await client.send(HALF_A_REQUEST);
  for (let times = 0; times < 10; times++) {
    const answer = await fetch(port.url, { headers: { connection: "close" } });
    assert.equal(await answer.text(), "hello");
  }
  assert.equal(await half[0]!.untilHungUp(), "");
  for (const client of half) client.leave();
});

Deno.test("where all connections are being answered, one more is refused, and the log says so once", async () => {
  const release = Promise.withResolvers<void>();
  const full = Promise.withResolvers<void>();
  let asked = 0;
  await using port = open({ connectionsMax: 4, connectionsOfOneMax: 2 }, async () => {
    if (++asked === 2) full.resolve();
    await release.promise;
    return new Response("hello");
  });
  const answers = [answerOf(port.url), answerOf(port.url)];
  await full.promise;
  for (let times = 0; times < 3; times++) {
    using client = await visit(port.port);
    assert.match(await client.untilHungUp(), /^HTTP\/1\.1 503 /);
  }
  release.resolve();
  assert.deepEqual(await Promise.all(answers), ["hello", "hello"]);
  assert.deepEqual(port.logged.map(({ event }) => event), ["connections_refused"]);
});

Deno.test("a body that comes too slowly is given up", async () => {
  const failed = Promise.withResolvers<unknown>();
  const bodyPace = { bytesPerSecondMin: 1_000, slowMsMax: 100 };
  await using port = open({ bodyPace }, async (request) => {
    try {
      return new Response(`${(await request.bytes()).length}`);
    } catch (error) {
      failed.resolve(error);
      return new Response("too slow", { status: 400 });
    }
  });
  using slow = await visit(port.port);
  await slow.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc");
  const error = await failed.promise;
  assert.ok(isFailure(error, "invalid") && error.key === "common.body_too_slow", String(error));
  assert.match(await slow.untilHungUp(), /too slow$/);
});

Deno.test("a connection whose last body was not read to its end takes no other request", async () => {
  await using port = open({ lingerMsMax: 50 }, async (request) => {
    const { value } = await request.body!.getReader().read();
    return new Response(`${value?.length}`);
  });
  using whole = await visit(port.port);
  const post = (length: number) =>
    whole.send(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\nhello`);
  await post(5);
  await whole.hear("\r\n\r\n5");
  await post(50);
  assert.match(await whole.untilHungUp(), /\r\n\r\n5HTTP\/1\.1 200 [^]*\r\n\r\n5$/);
});

Deno.test("a large upload arrives whole", async () => {
  await using port = open({}, async (request) => {
    const digest = await crypto.subtle.digest("SHA-256", await request.bytes());
    return new Response(new Uint8Array(digest).toHex());
  });
  const body = Uint8Array.from({ length: 3_000_000 }, (_, at) => at % 251);
  const answer = await fetch(port.url, { method: "POST", body });
  const sent = await crypto.subtle.digest("SHA-256", body);
  assert.equal(await answer.text(), new Uint8Array(sent).toHex());
});

Deno.test("a client that is still sending reads the answer that came early", async () => {
  await using port = open(
    {},
    () => new Response("no", { status: 413, headers: { connection: "close" } }),
  );
  const answer = await fetch(port.url, { method: "POST", body: new Uint8Array(3_000_000) });
  assert.equal(answer.status, 413);
  assert.equal(await answer.text(), "no");
});

Deno.test("a body that the app leaves unread is nobody's fault", async () => {
  const other = Promise.withResolvers<void>();
  const bodyPace = { bytesPerSecondMin: 1_000, slowMsMax: 500 };
  await using port = open({ bodyPace, headMsMax: 1_000 }, async (request) => {
    await other.promise;
    return new Response(await request.text());
  });
  using client = await visit(port.port);
  await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
  using late = await visit(port.port);
  // Far more time has passed than the pace allows.
  await late.untilHungUp();
  other.resolve();
  await client.hear("hello");
});

Deno.test("a client that takes nothing of its answer is hung up on", async () => {
  const cancelled = Promise.withResolvers<void>();
  const chunk = new Uint8Array(64 * 1024);
  await using port = open({ unreadMsMax: 200 }, () =>
    new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(chunk),
        cancel: () => cancelled.resolve(),
      }),
    ));
  using client = await visit(port.port);
  await client.send(A_REQUEST);
  await cancelled.promise;
});

Deno.test("events and web sockets outlive every deadline", async () => {
  const events = Promise.withResolvers<ReadableStreamDefaultController<Uint8Array>>();
  const closed = Promise.withResolvers<void>();
  await using port = open({ headMsMax: 400, idleMsMax: 400, unreadMsMax: 400 }, (request) => {
    if (request.headers.get("upgrade") === "websocket") {
      const { socket, response } = Deno.upgradeWebSocket(request);
      socket.onmessage = ({ data }) => socket.send(data);
      socket.onclose = () => closed.resolve();
      return response;
    }
    const body = new ReadableStream<Uint8Array>({ start: events.resolve });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  });
  const quiet = (await fetch(port.url)).body!.pipeThrough(new TextDecoderStream()).getReader();
  const stream = await events.promise;
  const socket = new WebSocket(`ws://127.0.0.1:${port.port}/`);
  const said = Promise.withResolvers<string>();
  socket.onmessage = ({ data }) => said.resolve(data);
  await new Promise((resolve) => socket.onopen = resolve);

  for (let times = 0; times < 3; times++) {
    using late = await visit(port.port);
    await late.untilHungUp();
  }
  stream.enqueue(encoder.encode("data: 1\n\n"));
  assert.equal((await quiet.read()).value, "data: 1\n\n");
  socket.send("still here");
  assert.equal(await said.promise, "still here");

  stream.close();
  await quiet.cancel();
  socket.close();
  await closed.promise;
});

Deno.test("answers are compressed for clients that can read that", async () => {
  await using port = open(
    {},
    () => new Response("hello ".repeat(1_000), { headers: { "content-type": "text/html" } }),
  );
  using client = await visit(port.port);
  await client.send(
    "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n",
  );
  assert.match(await client.untilHungUp(), /content-encoding: gzip/i);
});

Deno.test("shutdown() lets a request end that is being answered, and takes no other", async () => {
  const asked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const port = open({}, async () => {
    asked.resolve();
    await release.promise;
    return new Response("hello");
  });
  using idle = await visit(port.port);
  const answer = answerOf(port.url);
  await asked.promise;
  const stopped = port.shutdown();
  assert.equal(await idle.untilHungUp(), "");
  await assert.rejects(fetch(port.url));
  release.resolve();
  assert.equal(await answer, "hello");
  await stopped;
});

Deno.test("a client that goes away is known to the handler", async () => {
  const asked = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  await using port = open({}, async (request) => {
    request.signal.addEventListener("abort", () => gone.resolve());
    asked.resolve();
    await gone.promise;
    return new Response("for nobody");
  });
  const client = await visit(port.port);
  await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
  await asked.promise;
  client.leave();
  await gone.promise;
});
