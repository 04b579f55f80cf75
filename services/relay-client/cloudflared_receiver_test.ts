/** Home's own port, where the relay asks through Cloudflare: over a real socket, since paths must be as they were sent. */
import assert from "node:assert/strict";
import { authorize, CALL_TOLERANCE_MS } from "../../relay/protocol/call_auth.ts";
import { signVisitor, VISITOR_HEADER, type VisitorClaims } from "../../relay/protocol/visitor.ts";
import { heldClock } from "../base/clock.ts";
import { silentLogger } from "../base/log.ts";
import { createCloudflaredReceiver } from "./cloudflared_receiver.ts";
import type { RelayedVisitor } from "./relayed_request.ts";

const KEY = "a shared key that only tests know, long enough";
const OTHER_KEY = "another key that somebody else has, long enough";
const CALL = "/.relay/mail";

function openDoor() {
  const clock = heldClock();
  const seen: { url: string; headers: Headers; body: string; visitor: RelayedVisitor }[] = [];
  const called: string[] = [];
  const door = createCloudflaredReceiver({
    key: KEY,
    clock,
    log: silentLogger,
    calls: {
      [CALL]: async (request) => {
        called.push(await request.text());
        return new Response("kept");
      },
    },
  });
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) =>
      door.answer(
        async (relayed, visitor) => {
          const { url, headers } = relayed;
          seen.push({ url, headers, body: await relayed.text(), visitor });
          return new Response("relayed");
        },
        request,
        () => new Response("plain"),
      ),
  );
  const { port } = server.addr;
  const visitor: Omit<VisitorClaims, "method" | "path"> = {
    ...{ client: "203.0.113.9", proto: "https", host: "casa.example", requestId: "r-1" },
    time: clock.now(),
  };
  return {
    ...{ clock, seen, called, door, visitor },
    vouched: (method: string, path: string, key = KEY) => ({
      [VISITOR_HEADER]: signVisitor(key, { ...visitor, method, path }),
    }),
    async ask(path: string, init: RequestInit = {}) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
      return `${answer.status} ${await answer.text()}`.trim();
    },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

const utf8 = new TextEncoder();

Deno.test("whom the relay vouches for comes to the app as that visitor, under the relay's name", async () => {
  await using t = openDoor();
  const path = "/items?q=a%20b";
  const headers = { ...t.vouched("POST", path), "x-relay-else": "x", "x-own": "1" };
  assert.equal(await t.ask(path, { method: "POST", body: "ciao", headers }), "200 relayed");
  const [{ url, visitor, headers: told }] = t.seen as [typeof t.seen[0]];
  assert.equal(url, `https://casa.example${path}`);
  assert.equal(visitor.remoteAddr.hostname, "203.0.113.9");
  assert.deepEqual(
    ["host", "x-request-id", "x-own", VISITOR_HEADER, "x-relay-else"].map((name) => told.get(name)),
    ["casa.example", "r-1", "1", null, null],
  );
  assert.equal(t.seen[0]!.body, "ciao");
  assert.equal(t.door.askedAt(), t.clock.now());
});

Deno.test("who comes from the home network is answered as ever", async () => {
  await using t = openDoor();
  assert.equal(await t.ask("/"), "200 plain");
  assert.equal(t.door.askedAt(), null);
});

Deno.test("A5 at home's own port: a visitor who was not vouched for, or long ago, is refused", async () => {
  await using t = openDoor();
  const said = t.vouched("GET", "/");
  const forged: [string, string, Record<string, string>][] = [
    ["GET", "/", { [VISITOR_HEADER]: "" }],
    ["GET", "/", { [VISITOR_HEADER]: "x" }],
    ["GET", "/", t.vouched("GET", "/", OTHER_KEY)],
    ["GET", "/settings", said],
    ["POST", "/", said],
    ["GET", "/?all", said],
  ];
  for (const [method, path, headers] of forged) {
    assert.equal(await t.ask(path, { method, headers }), "400", `${method} ${path}`);
  }
  assert.equal(await t.ask("/", { headers: said }), "200 relayed");
  t.clock.advance(CALL_TOLERANCE_MS + 1);
  assert.equal(await t.ask("/", { headers: said }), "400");
  assert.equal(t.seen.length, 1);
});

Deno.test("A7 at home's own port: only the relay itself is answered under /.relay/, word for word", async () => {
  await using t = openDoor();
  const body = utf8.encode('{"a":1}');
  const call = { method: "POST", path: CALL };
  const signed = await authorize(KEY, call, { body, time: t.clock.now() });
  const send = (path: string, authorization: string, said: Uint8Array<ArrayBuffer> = body) =>
    t.ask(path, { method: "POST", body: said, headers: { authorization } });
  const refused: [string, string, Uint8Array<ArrayBuffer>?][] = [
    [CALL, ""],
    [CALL, "Bearer x"],
    [CALL, await authorize(OTHER_KEY, call, { body, time: t.clock.now() })],
    [CALL, signed, utf8.encode('{"a":2}')],
    [`${CALL}?x`, signed],
    ["/.relay/hello", signed],
  ];
  for (const [path, authorization, said] of refused) {
    assert.equal(await send(path, authorization, said), "401", path);
  }
  assert.equal(
    await t.ask(CALL, { method: "POST", body, headers: t.vouched("POST", CALL) }),
    "401",
    "a visitor is not the relay",
  );
  assert.deepEqual(t.called, []);
  assert.equal(await send(CALL, signed), "200 kept");
  assert.deepEqual(t.called, ['{"a":1}']);
  const endless = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(body);
      controller.close();
    },
  });
  const unmeasured = { method: "POST", body: endless, headers: { authorization: signed } };
  assert.equal(await t.ask(CALL, unmeasured), "413", "its length is not said");
  const unknown = { method: "POST", path: "/.relay/else" };
  assert.equal(
    await send(unknown.path, await authorize(KEY, unknown, { body, time: t.clock.now() })),
    "404",
  );
  t.clock.advance(CALL_TOLERANCE_MS + 1);
  assert.equal(await send(CALL, signed), "401", "heard once, repeated later");
});
