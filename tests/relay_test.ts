/** Relay and home joined by a real tunnel: what passes, how, and what is told when it does not. */
import assert from "node:assert/strict";
import { connected, openHome, openRelay, openTunnelled } from "./support/tunnelled.ts";

const MB = 1024 * 1024;

Deno.test("a request reaches the app as it was asked, and the answer comes back as it was given", async () => {
  const seen: Request[] = [];
  await using t = await openTunnelled(async (request) => {
    seen.push(request);
    const headers = new Headers({ "content-type": "text/plain", "x-own": "1" });
    headers.append("set-cookie", "a=1");
    headers.append("set-cookie", "b=2");
    return new Response(`heard ${await request.text()}`, { status: 201, headers });
  });
  const answer = await fetch(`${t.url}/items?q=a%20b`, {
    method: "POST",
    body: "hello",
    headers: {
      cookie: "session=s",
      traceparent: "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01",
    },
  });
  assert.equal(answer.status, 201);
  assert.equal(await answer.text(), "heard hello");
  assert.deepEqual(answer.headers.getSetCookie(), ["a=1", "b=2"]);
  assert.equal(answer.headers.get("x-own"), "1");
  const [request] = seen;
  assert.equal(request!.method, "POST");
  assert.equal(request!.url, `${t.url}/items?q=a%20b`);
  assert.equal(request!.headers.get("host"), `127.0.0.1:${t.port}`);
  assert.equal(request!.headers.get("cookie"), "session=s");
  assert.match(request!.headers.get("traceparent")!, /^00-0af7651916cd43dd8448eb211c80319c/);
});

Deno.test("statuses and methods without a body pass, and a HEAD says what a GET would", async () => {
  await using t = await openTunnelled(({ method, url }) => {
    if (url.endsWith("/304")) return new Response(null, { status: 304, headers: { etag: '"1"' } });
    if (method === "DELETE") return new Response(null, { status: 204 });
    return new Response("12345");
  });
  const head = await fetch(t.url, { method: "HEAD" });
  assert.equal(head.status, 200);
  assert.equal(await head.text(), "");
  const gone = await fetch(t.url, { method: "DELETE" });
  assert.equal(gone.status, 204);
  const same = await fetch(`${t.url}/304`);
  assert.equal(same.status, 304);
  assert.equal(same.headers.get("etag"), '"1"');
  const get = await fetch(t.url);
  assert.equal(get.headers.get("content-length"), "5");
  await get.text();
});

Deno.test("the app knows who asks; what a visitor says of that never reaches it", async () => {
  const seen: { visitor: unknown; headers: Record<string, string> }[] = [];
  await using t = await openTunnelled(({ headers }, visitor) => {
    seen.push({ visitor, headers: Object.fromEntries(headers) });
    return new Response();
  }, { behind: "fly" });
  await (await fetch(t.url, {
    headers: {
      "fly-client-ip": "203.0.113.7",
      "x-forwarded-for": "10.0.0.1",
      "x-forwarded-proto": "https",
      "x-real-ip": "10.0.0.1",
      "cf-connecting-ip": "10.0.0.1",
      "forwarded": "for=10.0.0.1",
      "x-relay-visitor": `1 evil https 10.0.0.1 evil ${"0".repeat(64)}`,
      "x-request-id": "mine-1",
    },
  })).text();
  const [{ visitor, headers }] = seen as [typeof seen[0]];
  assert.partialDeepStrictEqual(visitor, {
    via: "relay",
    remoteAddr: { hostname: "203.0.113.7" },
    proto: "https",
    host: `127.0.0.1:${t.port}`,
    requestId: "mine-1",
  });
  assert.equal(headers["x-request-id"], "mine-1");
  const forged = /^(x-relay|x-forwarded|x-real|fly-|cf-|forwarded)/;
  assert.deepEqual(Object.keys(headers).filter((name) => forged.test(name)), []);
});

Deno.test("each chunk arrives when it is written, up and down, also with nothing said at first", async () => {
  const steps = { first: Promise.withResolvers<void>(), second: Promise.withResolvers<void>() };
  await using t = await openTunnelled(({ body }) => {
    if (body) return new Response(body);
    const stream = new ReadableStream<Uint8Array>({
      async start(controller) {
        await steps.first.promise;
        controller.enqueue(new TextEncoder().encode("data: 1\n\n"));
        await steps.second.promise;
        controller.enqueue(new TextEncoder().encode("data: 2\n\n"));
        controller.close();
      },
    });
    return new Response(stream, { headers: { "content-type": "text/event-stream" } });
  });
  const answer = await fetch(t.url);
  assert.equal(answer.headers.get("content-type"), "text/event-stream");
  const events = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  steps.first.resolve();
  assert.equal((await events.read()).value, "data: 1\n\n");
  steps.second.resolve();
  assert.equal((await events.read()).value, "data: 2\n\n");
  assert.equal((await events.read()).done, true);

  const upload = new TransformStream<Uint8Array, Uint8Array>();
  const writer = upload.writable.getWriter();
  const echoed = fetch(t.url, { method: "POST", body: upload.readable });
  void writer.write(new TextEncoder().encode("one"));
  const echo = (await echoed).body!.pipeThrough(new TextDecoderStream()).getReader();
  assert.equal((await echo.read()).value, "one");
  void writer.write(new TextEncoder().encode("two"));
  assert.equal((await echo.read()).value, "two");
  await writer.close();
  assert.equal((await echo.read()).done, true);
});

Deno.test("a visitor who leaves is known to the handler at once, before and amid the answer", async () => {
  const asked = Promise.withResolvers<AbortSignal>();
  const told = Promise.withResolvers<void>();
  const cancelled = Promise.withResolvers<void>();
  await using t = await openTunnelled(({ url, signal }) => {
    if (url.endsWith("/slow")) {
      asked.resolve(signal);
      return new Promise((resolve) => {
        signal.addEventListener("abort", () => {
          told.resolve();
          resolve(new Response());
        });
      });
    }
    return new Response(
      new ReadableStream({
        start: (controller) => controller.enqueue(new Uint8Array(1)),
        cancel: () => cancelled.resolve(),
      }),
    );
  });
  const leaving = new AbortController();
  const slow = fetch(`${t.url}/slow`, { signal: leaving.signal }).catch(() => "left");
  await asked.promise;
  leaving.abort();
  assert.equal(await slow, "left");
  await told.promise;

  const streaming = await fetch(t.url);
  await streaming.body!.cancel();
  await cancelled.promise;
});

Deno.test("a handler that breaks off breaks the visitor's download off too", async () => {
  const begun = Promise.withResolvers<void>();
  await using t = await openTunnelled(() =>
    new Response(
      new ReadableStream({
        start: (controller) => controller.enqueue(new Uint8Array(10)),
        async pull(controller) {
          await begun.promise;
          controller.error(new Error("broke"));
        },
      }),
    )
  );
  const answer = await fetch(t.url);
  begun.resolve();
  await assert.rejects(() => answer.bytes());
  assert.deepEqual(await (await fetch(`${t.url}/api/health`)).json(), { status: "ok" });
});

Deno.test("100 MB pass each way, whole", async () => {
  await using t = await openTunnelled(async ({ method, body }) => {
    if (method === "GET") return new Response(bytesOf(100 * MB));
    let bytes = 0;
    for await (const chunk of body!) bytes += chunk.length;
    return Response.json(bytes);
  });
  const answer = await fetch(t.url, { method: "POST", body: bytesOf(100 * MB) });
  assert.equal(await answer.json(), 100 * MB);
  let bytes = 0;
  for await (const chunk of (await fetch(t.url)).body!) bytes += chunk.length;
  assert.equal(bytes, 100 * MB);
});

Deno.test("slow readers hold nobody else, nor does a body that nobody reads", async () => {
  const never = new AbortController();
  await using t = await openTunnelled(({ url, method }) => {
    if (url.endsWith("/big")) return new Response(bytesOf(20 * MB));
    if (method === "POST") {
      return new Promise((resolve) =>
        never.signal.addEventListener("abort", () => resolve(new Response()))
      );
    }
    return new Response("quick");
  });
  const readers = await Promise.all(
    Array.from({ length: 40 }, () => fetch(`${t.url}/big`)),
  );
  const uploads = Array.from(
    { length: 20 },
    () => fetch(t.url, { method: "POST", body: bytesOf(4 * MB) }).catch(() => null),
  );
  for (let times = 0; times < 50; times++) {
    assert.equal(await (await fetch(t.url)).text(), "quick");
  }
  never.abort();
  for (const upload of await Promise.all(uploads)) await upload?.body?.cancel();
  for (const { body } of readers) await body!.cancel();
});

Deno.test("many at once get each its own answer", async () => {
  await using t = await openTunnelled(async ({ url, body }) => {
    const said = body ? await new Response(body).text() : "";
    return new Response(`${new URL(url).pathname} ${said}`);
  });
  await Promise.all(Array.from({ length: 300 }, async (_, at) => {
    const post = at % 2 === 0 ? { method: "POST", body: `body ${at}` } : {};
    const answer = await fetch(`${t.url}/n/${at}`, post);
    assert.equal(await answer.text(), `/n/${at} ${at % 2 === 0 ? `body ${at}` : ""}`);
  }));
});

Deno.test("home's own calls are for the relay alone, however a visitor writes their path", async () => {
  const heard: string[] = [];
  await using t = await openTunnelled(() => new Response("the app"), {
    calls: {
      "/.relay/mail": ({ url }) => {
        heard.push(url);
        return Promise.resolve(new Response(null, { status: 204 }));
      },
    },
  });
  for (
    const path of [
      "/.relay/mail",
      "/.relay",
      "/a/../.relay/mail",
      "/a/%2e%2e/.relay/mail",
      "/./.relay/mail",
      "//.relay/mail",
      "/\\.relay/mail",
      "/tunnel",
    ]
  ) {
    const status = await rawStatus(t.port, `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
    assert.ok(status === 404 || status === 400, `${path} ${status}`);
  }
  assert.deepEqual(heard, []);
  const own = { method: "POST", path: "/.relay/mail", host: "home", headers: {}, body: null };
  const answer = await t.tunnel.fetch(own, AbortSignal.timeout(5_000));
  answer.body.resume();
  assert.equal(answer.status, 204);
  assert.equal(heard.length, 1);
});

Deno.test("without a home the answer says so, as a page or as JSON, in the visitor's language", async () => {
  await using relay = await openRelay();
  const page = await fetch(`${relay.url}/login`, { headers: { accept: "text/html" } });
  assert.equal(page.status, 503);
  assert.equal(page.headers.get("retry-after"), "30");
  assert.match(page.headers.get("content-type")!, /text\/html/);
  const html = await page.text();
  assert.match(html, /<html lang="it">/);
  assert.match(html, /Il computer di casa è spento o senza rete/);
  const [, style] = /<link rel="stylesheet" href="([^"]+)">/.exec(html)!;
  const css = await fetch(`${relay.url}${style}`);
  assert.match(css.headers.get("content-type")!, /text\/css/);
  assert.match(await css.text(), /--paper/);

  const json = await fetch(`${relay.url}/api/v1/items`, {
    headers: { "accept-language": "de, en;q=0.8, it;q=0.2" },
  });
  assert.equal(json.status, 503);
  assert.match(json.headers.get("content-type")!, /problem\+json/);
  assert.match((await json.json()).detail, /computer at home is off/);
});

Deno.test("what was kept for such times is asked first when home is away", async () => {
  await using relay = await openRelay({
    serveSnapshot: ({ url }) =>
      Promise.resolve(url.endsWith("/shop") ? new Response("as of yesterday") : null),
  });
  assert.equal(await (await fetch(`${relay.url}/shop`)).text(), "as of yesterday");
  const other = await fetch(`${relay.url}/items`);
  assert.equal(other.status, 503);
  await other.body!.cancel();
});

Deno.test("home that says goodbye finishes what it began, and is away for what comes after", async () => {
  const release = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  await using relay = await openRelay();
  const home = await openHome({
    url: relay.url,
    app: async () => {
      asked.resolve();
      await release.promise;
      return new Response("done");
    },
  });
  const running = fetch(relay.url);
  await asked.promise;
  const closed = home.relay.close(5_000);
  await until(() => relay.tunnel.state().home === "away");
  const late = await fetch(relay.url);
  assert.equal(late.status, 503);
  await late.body!.cancel();
  release.resolve();
  assert.equal(await (await running).text(), "done");
  await closed;
});

Deno.test("a second home takes over; what the first was answering ends well", async () => {
  const release = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  await using relay = await openRelay();
  await using first = await openHome({
    url: relay.url,
    app: async () => {
      asked.resolve();
      await release.promise;
      return new Response("first");
    },
  });
  const running = fetch(relay.url);
  await asked.promise;
  await using _second = await openHome({ url: relay.url, app: () => new Response("second") });
  assert.equal(await (await fetch(relay.url)).text(), "second");
  release.resolve();
  assert.equal(await (await running).text(), "first");
  await connected(first.relay, false);
  await until(() => first.relay.state().problem !== null);
  assert.equal(first.relay.state().problem!.kind, "replaced");
  assert.equal(await (await fetch(relay.url)).text(), "second");
});

Deno.test("home is back by itself after the relay started again", async () => {
  const app = () => new Response("here");
  const relay = await openRelay();
  await using home = await openHome({ url: relay.url, app });
  const gone = connected(home.relay, false);
  await relay[Symbol.asyncDispose]();
  await gone;
  await using _again = await openRelay({ port: relay.port });
  await connected(home.relay);
  assert.equal(await (await fetch(relay.url)).text(), "here");
});

function bytesOf(length: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let left = length;
  return new ReadableStream({
    pull(controller) {
      const bytes = Math.min(left, MB / 4);
      left -= bytes;
      if (bytes > 0) controller.enqueue(new Uint8Array(bytes));
      else controller.close();
    },
  });
}

async function until(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function rawStatus(port: number, text: string): Promise<number> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode(text));
  const buffer = new Uint8Array(4_096);
  const length = await connection.read(buffer) ?? 0;
  const said = new TextDecoder().decode(buffer.subarray(0, length));
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(said)?.[1] ?? 0);
}
