/** Time limits: servers that accept a connection and never answer, or never end their answer. */
import assert from "node:assert/strict";
import { createEmail } from "./email.ts";
import { createPost } from "./post_http.ts";

const SOON_MS = 50;
const never = () => new AbortController().signal;

Deno.test("a silent mail server times out", async () => {
  using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepted = silent.accept();
  const place = {
    host: "127.0.0.1",
    port: silent.addr.port,
    security: "none" as const,
    from: "a@example.org",
    to: "b@example.org",
  };
  const message = { id: "1", title: "a", body: "b", urgent: false };
  await assert.rejects(createEmail({ silenceMs: SOON_MS })(place, message, never()), {
    code: "unavailable",
    key: "alerts.silent",
  });
  (await accepted).close();
});

Deno.test("a silent web server times out, and aborting closes the connection", async () => {
  using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${silent.addr.port}/secret-path`;
  const first = silent.accept();
  await assert.rejects(createPost({ answerMs: SOON_MS })({ url, body: "x" }, never()), {
    code: "unavailable",
    key: "alerts.silent",
  });
  (await first).close();
  const stopping = new AbortController();
  const asking = createPost()({ url, body: "x" }, stopping.signal);
  using _ = await silent.accept();
  stopping.abort(new DOMException("stop", "AbortError"));
  await assert.rejects(asking, { name: "AbortError" });
});

Deno.test("an endless response is read up to the limit", async () => {
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(16_384).fill(120)),
  });
  const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
  await using server = Deno.serve(options, () => new Response(endless));
  const { port } = server.addr;
  const answer = await createPost()({ url: `http://127.0.0.1:${port}/` }, never());
  assert.ok(answer.text.length < 200_000, String(answer.text.length));
});
