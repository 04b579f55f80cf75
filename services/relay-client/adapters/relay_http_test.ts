/** Home's calls, through real HTTP, to the relay's handlers on a real PostgreSQL. */
import assert from "node:assert/strict";
import { authorize } from "../../../relay/protocol/call_auth.ts";
import { BATCH_BYTES_MAX, PAGE_BYTES } from "../../../relay/protocol/replica.ts";
import { heldClock } from "../../base/clock.ts";
import { createRelayClient } from "./relay_http.ts";
import { openTestRelay, RELAY_KEY, type TestRelay } from "../../../tests/support/test_relay.ts";

const LONG = "perché 👗 ".repeat(2_000);
const entry = (n: number, value: string): [string, string] => [
  n.toString(16).padStart(8, "0"),
  value,
];

Deno.test("batches go packed, pages come back whole, and a copy is paged by its bytes", async () => {
  await using relay = await openTestRelay();
  const { client } = relay;
  assert.deepEqual(await client.cursor(), {
    ...{ home: null, number: 0, at: null },
    manifest: null,
  });
  const puts = Array.from({ length: 300 }, (_, n) => entry(n, LONG));
  const { applied, cursor } = await client.apply({ home: "h", number: 1, clears: [], puts });
  assert.deepEqual([applied, cursor.number], [true, 1]);
  const found: unknown[] = [];
  let pages = 0;
  for (let after: string | null = null; pages === 0 || after !== null; pages++) {
    const page = await client.page(after);
    assert.ok(JSON.stringify(page).length < PAGE_BYTES * 1.1);
    found.push(...page.entries);
    after = page.after ?? null;
  }
  assert.ok(pages > 2, String(pages));
  assert.deepEqual(found, puts);
  const [all, nothing] = await client.hashes([["00", "ff"], ["fe", "ff"]]);
  assert.match(all!, /^[0-9a-f]{64}$/);
  assert.equal(nothing, "");
});

Deno.test("a batch out of turn is answered with where to go on", async () => {
  await using relay = await openTestRelay();
  const { applied, why, cursor } = await relay.client.apply({
    ...{ home: "h", number: 5, clears: [], puts: [] },
  });
  assert.deepEqual([applied, why, cursor.number], [false, "next", 0]);
});

Deno.test("mail that was put aside is listed, and brought again", async () => {
  await using relay = await openTestRelay();
  await relay.mailbox.store({
    source: "generic",
    event: "e1",
    headers: {},
    body: new Uint8Array([1]),
    bodySha256: new Uint8Array([1]),
    checked: true,
    receivedAt: 1_000,
  });
  await relay.mailbox.park(1, "500 no");
  const { lines, parked, waiting } = await relay.client.mailbox.list("parked");
  assert.deepEqual([lines[0]?.parkedWhy, parked, waiting], ["500 no", 1, 0]);
  assert.deepEqual((await relay.client.mailbox.list("parked", 1)).lines, []);
  await relay.client.mailbox.redeliver(1);
  assert.deepEqual(relay.woken, ["generic"]);
  assert.equal((await relay.client.mailbox.list("waiting")).waiting, 1);
  await assert.rejects(relay.client.mailbox.redeliver(77), { key: "relay.no_such_webhook" });
});

Deno.test("each trouble has its own sentence", async () => {
  await using relay = await openTestRelay();
  const { url, homeClock: clock, client } = relay;
  await assert.rejects(createRelayClient({ url, key: "another", clock }).cursor(), {
    key: "relay.wrong_key",
  });
  clock.advance(60 * 60_000);
  await assert.rejects(client.cursor(), { key: "relay.clocks_differ" });
  await assert.rejects(
    createRelayClient({ url: "http://127.0.0.1:1", key: RELAY_KEY, clock }).cursor(),
    {
      key: "relay.relay_away",
    },
  );
});

Deno.test("a relay that does not answer is given up in time", async () => {
  const silent = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    ({ signal }) => {
      const { promise, resolve } = Promise.withResolvers<Response>();
      signal.addEventListener("abort", () => resolve(new Response()));
      return promise;
    },
  );
  const url = `http://127.0.0.1:${silent.addr.port}`;
  const client = createRelayClient({ url, key: RELAY_KEY, clock: heldClock(), deadlineMs: 50 });
  await assert.rejects(client.cursor(), { key: "relay.relay_away" });
  await silent.shutdown();
});

async function post(relay: TestRelay, path: string, body: Uint8Array<ArrayBuffer>, gzip: boolean) {
  const time = relay.homeClock.now();
  const authorization = await authorize(RELAY_KEY, { method: "POST", path }, { body, time });
  const headers = { authorization, ...gzip && { "content-encoding": "gzip" } };
  const response = await fetch(`${relay.url}${path}`, { method: "POST", body, headers });
  await response.body?.cancel();
  return response.status;
}

Deno.test("what is not understood is refused: no JSON, wrong fields, bad packing, a bomb", async () => {
  await using relay = await openTestRelay();
  const bytes = (text: string) => new TextEncoder().encode(text);
  const zeros = new Blob([new Uint8Array(BATCH_BYTES_MAX * 4)]).stream()
    .pipeThrough(new CompressionStream("gzip"));
  const bomb = new Uint8Array(await new Response(zeros).arrayBuffer());
  const refused: [body: Uint8Array<ArrayBuffer>, gzip: boolean, status: number][] = [
    [bytes("{"), false, 400],
    [bytes('{"home":"h","number":0,"clears":[],"puts":[]}'), false, 400],
    [bytes('{"home":"h","number":1,"clears":[],"puts":[["xyz",1]]}'), false, 400],
    [bytes("not packed"), true, 400],
    [bomb, true, 413],
  ];
  for (const [body, gzip, status] of refused) {
    assert.equal(await post(relay, "/relay/replica", body, gzip), status);
  }
  await assert.rejects(relay.client.page("not hex"), { key: "relay.relay_failed" });
});
