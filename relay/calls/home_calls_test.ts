/** The door of home's calls, asked as home and as strangers ask. */
import assert from "node:assert/strict";
import { createHomeCallHandler, createNonceMemory } from "./home_calls.ts";
import { authorize, CALL_BYTES_MAX, CALL_TOLERANCE_MS } from "../protocol/call_auth.ts";

const KEY = "a shared key of some length";
const NOW = Date.UTC(2026, 0, 15, 9);
const bytes = (text: string) => new TextEncoder().encode(text);

function openDoor(now = () => NOW) {
  const heard: string[] = [];
  const door = createHomeCallHandler({
    key: KEY,
    now,
    isNew: createNonceMemory(now),
    log: () => {},
    calls: {
      "POST /relay/echo": async (request) => {
        heard.push(await request.text());
        return new Response("heard");
      },
      "POST /relay/broken": () => Promise.reject(new Error("database away")),
    },
  });
  return { door, heard };
}

interface Said {
  readonly key?: string;
  readonly time?: number;
  /** What is signed, where it is not what is sent. */
  readonly signed?: { readonly path?: string; readonly body?: string; readonly method?: string };
}

async function call(path: string, body: string, { key = KEY, time = NOW, signed = {} }: Said = {}) {
  const authorization = await authorize(
    key,
    { method: signed.method ?? "POST", path: signed.path ?? path },
    { body: bytes(signed.body ?? body), time },
  );
  return new Request(`https://relay.example${path}`, {
    method: "POST",
    headers: { authorization },
    body,
  });
}

Deno.test("what home signed is done", async () => {
  const { door, heard } = openDoor();
  assert.equal((await door(await call("/relay/echo?a=1", "ciao"))).status, 200);
  assert.deepEqual(heard, ["ciao"]);
  assert.equal((await door(await call("/relay/nothing", "ciao"))).status, 404);
});

Deno.test("what somebody else made, changed or held back is refused, and nothing is done", async () => {
  const { door, heard } = openDoor();
  const refused: Record<string, Request> = {
    "no authorization": new Request("https://relay.example/relay/echo", { method: "POST" }),
    "another key": await call("/relay/echo", "x", { key: "another" }),
    "another path": await call("/relay/echo", "x", { signed: { path: "/relay/broken" } }),
    "another query": await call("/relay/echo?a=1", "x", { signed: { path: "/relay/echo" } }),
    "another method": await call("/relay/echo", "x", { signed: { method: "GET" } }),
    "another body": await call("/relay/echo", "x", { signed: { body: "y" } }),
    "too old": await call("/relay/echo", "x", { time: NOW - CALL_TOLERANCE_MS - 1 }),
    "of the future": await call("/relay/echo", "x", { time: NOW + CALL_TOLERANCE_MS + 1 }),
  };
  for (const [why, request] of Object.entries(refused)) {
    assert.equal((await door(request)).status, 401, why);
  }
  assert.deepEqual(heard, []);
});

Deno.test("what was overheard counts once, as long as its time would let it in", async () => {
  let now = NOW;
  const { door, heard } = openDoor(() => now);
  const first = await call("/relay/echo", "x", { time: NOW + CALL_TOLERANCE_MS });
  const again = [first.clone(), first.clone()];
  assert.equal((await door(first)).status, 200);
  assert.equal((await door(again[0]!)).status, 401);
  now += 2 * CALL_TOLERANCE_MS;
  assert.equal((await door(again[1]!)).status, 401);
  assert.deepEqual(heard, ["x"]);
});

Deno.test("a stranger's body is not read, and home's no further than the limit", async () => {
  const { door } = openDoor();
  let chunks = 0;
  const endless = () =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024).fill(chunks++)),
    }, { highWaterMark: 0 });
  const stranger = new Request("https://relay.example/relay/echo", {
    method: "POST",
    body: endless(),
  });
  assert.equal((await door(stranger)).status, 401);
  assert.equal(chunks, 0);
  const { headers } = await call("/relay/echo", "");
  const home = new Request("https://relay.example/relay/echo", {
    method: "POST",
    headers: { authorization: headers.get("authorization")! },
    body: endless(),
  });
  assert.equal((await door(home)).status, 413);
  assert.ok(chunks <= CALL_BYTES_MAX / (64 * 1024) + 2, String(chunks));
});

Deno.test("a call that fails says to ask again, and not why", async () => {
  const { door } = openDoor();
  const answer = await door(await call("/relay/broken", ""));
  assert.equal(answer.status, 503);
  assert.ok(!(await answer.text()).includes("database"));
});
