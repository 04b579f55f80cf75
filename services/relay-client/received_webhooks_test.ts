import assert from "node:assert/strict";
import { type RelayedWebhook, signedWebhookText } from "../../relay/protocol/webhooks.ts";
import { silentLogger } from "../base/log.ts";
import { unavailable } from "../base/errors.ts";
import { DAY_MS } from "../base/time.ts";
import { openTestDatabase, tempBlobs } from "../store/testing.ts";
import {
  createWebhookStore,
  STORED_BYTES_MAX,
  STORED_DAYS_MAX,
  storedWebhooks,
} from "./received_webhooks.ts";

/** Stands for the real signature: the same for the same text. */
const sign = (text: string) => `${text.length} ${text.slice(0, 100)}`;

async function openMailRoom() {
  const database = await openTestDatabase();
  const files = await tempBlobs();
  let trouble: Error | null = null;
  const room = createWebhookStore({
    db: database.db,
    clock: database.clock,
    files: {
      ...files,
      put: (bytes) => trouble ? Promise.reject(trouble) : files.put(bytes),
    },
    log: silentLogger,
    isSignedByRelay: (text, signature) => signature === sign(text),
  });
  return {
    room,
    files,
    clock: database.clock,
    db: database.db,
    /** What the next webhooks meet instead of a disk; `null`: the disk. */
    meets: (error: Error | null) => void (trouble = error),
    bring: async (delivery: object) =>
      (await room.receive(
        new Request("http://home/.relay/mail", { method: "POST", body: JSON.stringify(delivery) }),
      )).status,
    async [Symbol.asyncDispose]() {
      await database.close();
      await files.close();
    },
  };
}

function delivery(given: Partial<RelayedWebhook> = {}): RelayedWebhook {
  const bare = {
    id: 1,
    source: "generic" as const,
    event: "e1",
    receivedAt: 1_000,
    checked: true,
    headers: { "content-type": "application/json" },
    body: new TextEncoder().encode('{"a": 1}').toBase64(),
    ...given,
  };
  return { ...bare, signature: sign(signedWebhookText(bare)), ...given };
}

Deno.test("a webhook is kept with its raw bytes, once however often and however many at once", async () => {
  await using t = await openMailRoom();
  const copies = await Promise.all(Array.from({ length: 10 }, () => t.bring(delivery())));
  assert.deepEqual(new Set(copies), new Set([204]));
  assert.equal(await t.bring(delivery({ id: 2 })), 204);
  const [webhook, ...more] = await t.room.newest(10);
  assert.deepEqual(more, []);
  assert.equal(new TextDecoder().decode((await t.files.get(webhook!.body))!), '{"a": 1}');
  assert.equal(webhook!.receivedAt, 1_000);
});

Deno.test("a body as large as the relay takes is kept", async () => {
  await using t = await openMailRoom();
  const body = new Uint8Array(1024 * 1024).fill(7).toBase64();
  assert.equal(await t.bring(delivery({ body })), 204);
  assert.equal((await t.room.newest(1))[0]?.bytes, 1024 * 1024);
});

Deno.test("what the relay did not sign, or another time of arrival, is refused", async () => {
  await using t = await openMailRoom();
  assert.equal(await t.bring(delivery({ signature: "" })), 401);
  const { signature } = delivery();
  assert.equal(await t.bring(delivery({ receivedAt: 2_000, signature })), 401);
  assert.equal(await t.bring({}), 400);
  assert.deepEqual(await t.room.newest(10), []);
});

Deno.test("a fault is said of this webhook, a full disk of all; neither is taken for a home that is away", async () => {
  await using t = await openMailRoom();
  t.meets(new Error("it cannot be read"));
  assert.equal(await t.bring(delivery()), 500);
  t.meets(unavailable("common.disk_full"));
  assert.equal(await t.bring(delivery()), 503);
  t.meets(null);
  assert.equal(await t.bring(delivery()), 204);
});

const body = (text: string) => new TextEncoder().encode(text).toBase64();

Deno.test("webhooks have an end: the old ones go with their bodies, unless a younger one has the same", async () => {
  await using t = await openMailRoom();
  const at = (event: string, text: string) =>
    t.bring(delivery({ event, body: body(text), receivedAt: t.clock.now() }));
  await at("old", "only the old one");
  await at("twice", "in both");
  t.clock.advance(2 * DAY_MS);
  await at("young", "in both");
  assert.equal(await t.room.purge(), 0);
  t.clock.advance((STORED_DAYS_MAX - 1) * DAY_MS);
  assert.equal(await t.room.purge(), 2);
  assert.deepEqual((await t.room.newest(10)).map(({ event }) => event), ["young"]);
  const files = await Array.fromAsync(t.files.list(), ({ sha }) => sha);
  assert.deepEqual(files, [(await t.room.newest(1))[0]!.body]);
  t.clock.advance(2 * DAY_MS);
  assert.equal(await t.room.purge(), 1);
  assert.deepEqual(await Array.fromAsync(t.files.list()), []);
  assert.deepEqual(await t.room.stored(), { count: 0, bytes: 0 });
});

Deno.test("past the weight of all the oldest go first, and no more than must", async () => {
  await using t = await openMailRoom();
  const each = STORED_BYTES_MAX / 4;
  const change = t.db.change();
  for (let n = 0; n < 6; n++) {
    change.insert(storedWebhooks, {
      ...{ id: `generic:e${n}`, source: "generic", event: `e${n}`, checked: true, headers: {} },
      ...{ receivedAt: t.clock.now() + n, keptAt: t.clock.now(), bytes: each },
      body: String(n).repeat(64),
    });
  }
  await change.commit();
  assert.equal(await t.room.purge(), 3);
  assert.deepEqual((await t.room.newest(10)).map(({ event }) => event), ["e5", "e4", "e3"]);
});

Deno.test("a webhook that arrives while another with the same body is deleted keeps its body", async () => {
  await using t = await openMailRoom();
  for (let n = 0; n < 20; n++) {
    await t.bring(delivery({ event: `old${n}`, body: body(`body ${n}`), receivedAt: 0 }));
  }
  const now = t.clock.now();
  const arriving = Array.from(
    { length: 20 },
    (_, n) => t.bring(delivery({ event: `new${n}`, body: body(`body ${n}`), receivedAt: now })),
  );
  const [purged, ...statuses] = await Promise.all([t.room.purge(), ...arriving]);
  assert.deepEqual([purged, new Set(statuses)], [20, new Set([204])]);
  for (const { body, event } of await t.room.newest(100)) {
    assert.ok(await t.files.has(body), event);
  }
});
