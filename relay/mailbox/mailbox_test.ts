/** Webhooks from the sender's request to home's answer, over a real PostgreSQL. */
import assert from "node:assert/strict";
import postgres from "postgres";
import { GENERIC_SECRET, signed } from "../../tests/chaos/signing.ts";
import { openTestPostgres, startPostgres } from "../../tests/support/postgres.ts";
import { migrate } from "../migrations/migrate.ts";
import { type RelayedWebhook, WEBHOOK_BYTES_MAX } from "../protocol/webhooks.ts";
import { readTraceparent } from "../shared/trace_context.ts";
import type { HomeReply } from "../calls/call_home.ts";
import { ATTEMPTS_MAX, createWebhookDeliverer } from "./webhook_deliverer.ts";
import { createCapacity } from "./capacity.ts";
import { createWebhookReceiver } from "./webhook_receiver.ts";
import { createMailbox } from "./mailbox.ts";
import { readSecret } from "./webhook_signatures.ts";
import { createUnsignedQuota } from "./unsigned_quota.ts";
import { SECOND_MS } from "../shared/time.ts";

const NOW = Date.UTC(2026, 10, 23);

async function openMailbox(
  url: string,
  deliver: (d: RelayedWebhook) => HomeReply | null = () => null,
) {
  const sql = postgres(url, { prepare: false, onnotice: () => {}, connect_timeout: 5 });
  await migrate(sql);
  const mailbox = createMailbox(sql);
  const retries: (() => void)[] = [];
  const seen: RelayedWebhook[] = [];
  let settle = Promise.withResolvers<void>();
  const deliverer = createWebhookDeliverer({
    mailbox,
    send: (delivery) => {
      seen.push(delivery);
      return Promise.resolve(deliver(delivery));
    },
    sign: (text) => `signed ${text.length}`,
    after: (_, run) => {
      retries.push(run);
      settle.resolve();
      return () => {};
    },
    random: () => 0.5,
    log: () => {},
  });
  const hook = createWebhookReceiver({
    mailbox,
    capacity: createCapacity({ sql, bytesMax: 100_000_000, now: () => 0 }),
    unsignedQuota: createUnsignedQuota({ sql, now: () => NOW }),
    secrets: {
      sendcloud: new TextEncoder().encode("secretkey"),
      generic: readSecret("generic", GENERIC_SECRET)!,
    },
    unsigned: new Set(["seventeentrack"]),
    now: () => NOW,
    log: () => {},
    onStored: () => {},
  });
  return {
    sql,
    mailbox,
    deliverer,
    seen,
    post: (source: string, body: BodyInit, headers: Record<string, string> = {}) =>
      hook(new Request("http://relay/hooks/x", { method: "POST", body, headers }), source),
    /** Of the source that takes Standard Webhooks. */
    postSigned: (id: string, body: string) =>
      hook(
        new Request("http://relay/hooks/generic", {
          method: "POST",
          body,
          headers: signed({ sender: "generic", id, body }, NOW / SECOND_MS),
        }),
        "generic",
      ),
    /** Until home refused and a retry was planned. */
    planned: () => settle.promise,
    /** The same; then it is run. */
    async retry() {
      await settle.promise;
      settle = Promise.withResolvers();
      retries.splice(0).forEach((run) => run());
    },
    async waiting(): Promise<number> {
      return (await mailbox.list("waiting", null)).waiting;
    },
    async [Symbol.asyncDispose]() {
      await deliverer.stop();
      await sql.end({ timeout: 1 });
    },
  };
}

Deno.test("of a hundred copies at once one is kept, and the same name for something else is refused", async () => {
  await using server = await openTestPostgres();
  await using t = await openMailbox(server.url);
  const copies = Array.from({ length: 100 }, () => t.postSigned("e1", "one"));
  const statuses = (await Promise.all(copies)).map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 202).length, 1);
  assert.equal(statuses.filter((status) => status === 200).length, 99);
  assert.equal((await t.postSigned("e1", "two")).status, 409);
  assert.equal(await t.waiting(), 1);
});

Deno.test("what is not its sender's, too long, or of nobody, is refused and not kept", async () => {
  await using server = await openTestPostgres();
  await using t = await openMailbox(server.url);
  const status = async (answer: Promise<Response>) => (await answer).status;
  assert.equal(await status(t.post("sendcloud", "{}", { "sendcloud-signature": "00" })), 401);
  assert.equal(await status(t.post("sendcloud", "{}")), 401);
  assert.equal(await status(t.post("nobody", "{}")), 404);
  assert.equal(await status(t.postSigned("long", "x".repeat(WEBHOOK_BYTES_MAX + 1))), 413);
  assert.equal(await t.waiting(), 0);
  const signature = "1eed4b3d41f4653ac64fd56f1bf1cbfd349e4482cbc11dff7134bd93e5da4b0a";
  const genuine = t.post("sendcloud", '{"key": "value"}', { "sendcloud-signature": signature });
  assert.equal(await status(genuine), 202);
});

Deno.test("while the database is down the sender is asked to try again, never told a false yes", async () => {
  await using server = await startPostgres();
  await using t = await openMailbox(server.url);
  await server.kill();
  const answer = await t.postSigned("e1", "one");
  assert.equal(answer.status, 503);
  assert.ok(Number(answer.headers.get("retry-after")) > 0);
  await server.restart();
  const again = async (): Promise<number> => {
    const { status } = await t.postSigned("e1", "one");
    return status === 503 ? await again() : status;
  };
  assert.equal(await again(), 202);
  assert.equal(await t.waiting(), 1);
});

Deno.test("mail goes home in each source's order, with its bytes, its headers and its time of arrival", async () => {
  await using server = await openTestPostgres();
  const all = Promise.withResolvers<void>();
  let left = 61;
  await using t = await openMailbox(server.url, () => {
    if (--left === 0) all.resolve();
    return { status: 204, text: "" };
  });
  const bytes = new Uint8Array([0, 255, 10, 13]);
  await t.post("seventeentrack", bytes, { "content-type": "x/y", sign: "s", cookie: "no" });
  for (let n = 0; n < 60; n++) await t.postSigned(`e${n}`, `body ${n}`);
  await t.deliverer.deliverAll();
  await all.promise;
  await t.deliverer.stop();
  const order = t.seen.filter(({ source }) => source === "generic").map((d) => d.event);
  assert.deepEqual(order, Array.from({ length: 60 }, (_, n) => `e${n}`));
  const track = t.seen.find(({ source }) => source === "seventeentrack")!;
  assert.deepEqual(Uint8Array.fromBase64(track.body), bytes);
  const { traceparent, ...headers } = track.headers;
  assert.ok(readTraceparent(traceparent), "its trace goes on to home");
  assert.deepEqual(headers, { "content-type": "x/y", sign: "s" });
  assert.equal(track.receivedAt, NOW);
  assert.equal(track.checked, false);
  assert.match(track.signature, /^signed/);
  assert.equal(await t.waiting(), 0);
});

Deno.test("home away keeps mail waiting; home back gets all of it", async () => {
  await using server = await openTestPostgres();
  let away = true;
  const all = Promise.withResolvers<void>();
  await using t = await openMailbox(server.url, ({ event }) => {
    if (away) return null;
    if (event === "e2") all.resolve();
    return { status: 200, text: "" };
  });
  for (const id of ["e1", "e2"]) await t.postSigned(id, id);
  await t.deliverer.deliverAll();
  assert.equal(await t.waiting(), 2);
  away = false;
  await t.deliverer.deliverAll();
  await all.promise;
  await t.deliverer.stop();
  assert.equal(await t.waiting(), 0);
});

Deno.test("what home keeps refusing is put aside with its reason, the rest goes on, and it can be told again", async () => {
  await using server = await openTestPostgres();
  let poisoned = true;
  let arrived = Promise.withResolvers<string>();
  await using t = await openMailbox(server.url, ({ event }) => {
    if (event === "bad" && poisoned) return { status: 500, text: "it hurts" };
    arrived.resolve(event);
    return { status: 200, text: "" };
  });
  for (const id of ["bad", "good"]) await t.postSigned(id, id);
  await t.deliverer.deliverAll();
  for (let attempt = 1; attempt < ATTEMPTS_MAX; attempt++) await t.retry();
  assert.equal(await arrived.promise, "good");
  const { lines, parked } = await t.mailbox.list("parked", null);
  assert.equal(parked, 1);
  assert.deepEqual(
    lines.map(({ event, parkedWhy, attempts }) => ({ event, parkedWhy, attempts })),
    [
      { event: "bad", parkedWhy: "500 it hurts", attempts: ATTEMPTS_MAX },
    ],
  );
  poisoned = false;
  arrived = Promise.withResolvers();
  t.deliverer.deliver((await t.mailbox.requeue(lines[0]!.id))!);
  assert.equal(await arrived.promise, "bad");
});

Deno.test("a pause after a refusal holds, however much mail comes meanwhile", async () => {
  await using server = await openTestPostgres();
  await using t = await openMailbox(server.url, () => ({ status: 500, text: "not yet" }));
  await t.postSigned("e1", "one");
  await t.deliverer.deliverAll();
  await t.planned();
  for (let n = 0; n < ATTEMPTS_MAX; n++) t.deliverer.deliver("generic");
  await t.deliverer.stop();
  assert.equal(t.seen.length, 1);
});

Deno.test("a home that can take nothing just now puts nothing aside", async () => {
  await using server = await openTestPostgres();
  let isFull = true;
  const taken = Promise.withResolvers<void>();
  await using t = await openMailbox(server.url, () => {
    if (!isFull) taken.resolve();
    return isFull ? { status: 503, text: "disk full" } : { status: 204, text: "" };
  });
  await t.postSigned("e1", "one");
  await t.deliverer.deliverAll();
  for (let attempt = 0; attempt < 2 * ATTEMPTS_MAX; attempt++) await t.retry();
  await t.planned();
  const { lines, waiting, parked } = await t.mailbox.list("waiting", null);
  assert.deepEqual([waiting, parked, lines[0]?.attempts], [1, 0, 0]);
  isFull = false;
  await t.retry();
  await taken.promise;
});

Deno.test("a home that comes while the database is down gets its mail when that is back", async () => {
  await using server = await startPostgres();
  const taken = Promise.withResolvers<string>();
  await using t = await openMailbox(server.url, ({ event }) => {
    taken.resolve(event);
    return { status: 204, text: "" };
  });
  await t.postSigned("e1", "one");
  await server.kill();
  await t.deliverer.deliverAll();
  await server.restart();
  await t.retry();
  assert.equal(await taken.promise, "e1");
});

Deno.test("tidy() lets go of what home has had for a month, and of nothing else", async () => {
  await using server = await openTestPostgres();
  await using t = await openMailbox(server.url);
  for (const id of ["old", "new", "waiting"]) await t.postSigned(id, id);
  await t.sql`update mail set received_at = now() - interval '90 days'`;
  await t.sql`update mail set delivered_at = now() - interval '31 days' where event = 'old'`;
  await t.sql`update mail set delivered_at = now() - interval '29 days' where event = 'new'`;
  assert.equal(await t.mailbox.deleteOldDelivered(), 1);
  assert.equal((await t.mailbox.list("delivered", null)).lines[0]?.event, "new");
  assert.equal(await t.waiting(), 1);
});
