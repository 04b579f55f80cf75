/** Bodies for the relay itself: whoever leaves amid one, or is slow, is no error and takes nobody's place. */
import assert from "node:assert/strict";
import { type RawVisitor, statusesIn, visit } from "../../tests/support/raw_visitor.ts";
import { openRelay, systemTime } from "../../tests/support/tunnelled.ts";
import { until } from "../../tests/support/until.ts";
import { readInflatedBody } from "../calls/request_body.ts";
import { createLog } from "../log.ts";
import { type HeldTime, heldTime } from "../../tests/support/held_time.ts";
import { SLOW_MS_MAX } from "./request_limits.ts";

const POST = "POST /hooks/it HTTP/1.1\r\nHost: a\r\n";
const BYTES_MAX = 1_000;

/** One request at a time, so that one which is never over is seen. */
async function openOwning(time: HeldTime | typeof systemTime = systemTime) {
  const errors: string[] = [];
  let reading = 0;
  const relay = await openRelay({
    ...{ time, tunnelTime: systemTime, requestsMax: 1 },
    log: createLog({ now: Date.now, level: "error", write: (line) => void errors.push(line) }),
    findRoute: (path) =>
      path !== "/hooks/it" ? null : async (request) => {
        reading++;
        const body = await readInflatedBody(request, BYTES_MAX);
        return new Response(body ? `${body.length} bytes` : "too many", {
          status: body ? 200 : 413,
        });
      },
  });
  const isFree = async () => {
    const answer = await fetch(`${relay.url}/api/health`);
    await answer.body?.cancel();
    return answer.status === 200;
  };
  return {
    ...relay,
    errors,
    isFree,
    async begin(said: string): Promise<RawVisitor> {
      const [before, visitor] = [reading, await visit(relay.port)];
      await visitor.send(said);
      await until("the relay reads", () => reading > before);
      return visitor;
    },
  };
}

const BROKEN_OFF: Readonly<Record<string, string>> = {
  "fewer bytes than the length says": `${POST}Content-Length: 100\r\n\r\nabc`,
  "no bytes at all": `${POST}Content-Length: 100\r\n\r\n`,
  "half a chunk": `${POST}Transfer-Encoding: chunked\r\n\r\nff\r\nabc`,
  "a chunk that is longer than it says": `${POST}Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n`,
  "compressed": `${POST}Content-Encoding: gzip\r\nContent-Length: 100\r\n\r\n`,
  "too many bytes, and more to come": `${POST}Content-Length: 9999\r\n\r\n${"x".repeat(2_000)}`,
};

for (const [name, said] of Object.entries(BROKEN_OFF)) {
  Deno.test(`a visitor who leaves amid a body for the relay itself is no error: ${name}`, async () => {
    await using relay = await openOwning();
    using visitor = await relay.begin(said);
    visitor.leave();
    await until("there is room again", relay.isFree);
    assert.deepEqual(relay.errors, []);
  });
}

Deno.test("a body for the relay itself that does not come is not waited for", async () => {
  const time = heldTime();
  await using relay = await openOwning(time);
  using visitor = await relay.begin(`${POST}Content-Length: 100\r\n\r\n`);
  for (let ms = 0; ms < 2 * SLOW_MS_MAX; ms += 1_000) time.advance(1_000);
  assert.deepEqual(statusesIn(await visitor.hear("too_slow")), [408]);
  await until("there is room again", relay.isFree);
  assert.deepEqual(relay.errors, []);
});

Deno.test("whoever asks first whether to send a body to the relay itself is told to go on", async () => {
  await using relay = await openOwning();
  using visitor = await relay.begin(`${POST}Content-Length: 3\r\nExpect: 100-continue\r\n\r\n`);
  await visitor.hear("100 Continue");
  await visitor.send("abc");
  assert.deepEqual(statusesIn(await visitor.hear("3 bytes")), [100, 200]);
});
