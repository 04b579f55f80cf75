import assert from "node:assert/strict";
import { Hono } from "hono";
import { isFailure } from "../../services/base/errors.ts";
import type { Env } from "../env.ts";
import { readFields, readJson } from "./body.ts";
import { FORM_FIELDS_MAX, limitBody } from "./body_limit.ts";

const BYTES_MAX = 50_000;
const URLENCODED = { "content-type": "application/x-www-form-urlencoded" };

const app = new Hono<Env>()
  .use(limitBody(BYTES_MAX, "auth.form_too_large"))
  .post("/form", async (c) => c.json(Object.keys(await readFields(c)).length))
  .post("/json", async (c) => c.json(await readJson(c)))
  .post("/unread", (c) => c.text("decided"))
  .onError((error, c) => isFailure(error) ? c.text(error.key, 400) : c.text(String(error), 500));

/** In chunks that end in the middle of what separates fields. */
async function inChunks(body: BodyInit, bytes: number): Promise<RequestInit> {
  const request = new Request("http://localhost/", { method: "POST", body });
  const whole = await request.bytes();
  const stream = new ReadableStream({
    start(controller) {
      for (let at = 0; at < whole.length; at += bytes) {
        controller.enqueue(whole.subarray(at, at + bytes));
      }
      controller.close();
    },
  });
  return { method: "POST", headers: request.headers, body: stream };
}

function fields<Body extends URLSearchParams | FormData>(body: Body, count: number): Body {
  for (let n = 0; n < count; n++) body.append(`f${n}`, "-- a, b & c");
  return body;
}

for (const bytes of [7, 1_000, BYTES_MAX]) {
  Deno.test(`a form of the most fields is read, and one of more is refused, in chunks of ${bytes} bytes`, async () => {
    for (const empty of [() => new URLSearchParams(), () => new FormData()]) {
      const most = await app.request(
        "/form",
        await inChunks(fields(empty(), FORM_FIELDS_MAX), bytes),
      );
      assert.equal(await most.json(), FORM_FIELDS_MAX);
      const more = await app.request(
        "/form",
        await inChunks(fields(empty(), FORM_FIELDS_MAX + 1), bytes),
      );
      assert.equal(more.status, 400);
      assert.equal(await more.text(), "common.too_many_fields");
    }
  });
}

Deno.test("a JSON body may hold any text: only its bytes are limited", async () => {
  const page = ",&".repeat(FORM_FIELDS_MAX);
  const answer = await app.request("/json", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ page }),
  });
  assert.deepEqual(await answer.json(), { page });
});

Deno.test("too many bytes are refused, whether the length is stated or not", async () => {
  const body = `a=${"x".repeat(BYTES_MAX)}`;
  const stated = await app.request("/form", {
    method: "POST",
    headers: { ...URLENCODED, "content-length": String(body.length) },
    body,
  });
  assert.equal(await stated.text(), "auth.form_too_large");
  const streamed = await app.request("/form", await inChunks(new URLSearchParams(body), 1_000));
  assert.equal(await streamed.text(), "auth.form_too_large");
});

Deno.test("a handler that decides without the body does not wait for it", async () => {
  let isRead = false;
  const body = new ReadableStream({
    pull() {
      isRead = true;
      return new Promise(() => {});
    },
  }, { highWaterMark: 0 });
  const answer = await app.request("/unread", { method: "POST", headers: URLENCODED, body });
  assert.equal(await answer.text(), "decided");
  assert.equal(isRead, false);
});
