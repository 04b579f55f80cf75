/** How much strangers and senders may leave in the mailbox, over a real PostgreSQL. */
import assert from "node:assert/strict";
import { GENERIC_SECRET, signed } from "../../tests/chaos/signing.ts";
import { openTestPostgres } from "../../tests/support/postgres.ts";
import { migrate } from "../migrations/migrate.ts";
import { connectPostgres } from "../databases/postgres.ts";
import { mailboxCalls } from "./mailbox_calls.ts";
import { createCapacity } from "./capacity.ts";
import { accessBySource, createWebhookReceiver } from "./webhook_receiver.ts";
import { createMailbox } from "./mailbox.ts";
import { readSecret } from "./webhook_signatures.ts";
import { createUnsignedQuota, UNSIGNED_BYTES_PER_DAY, UNSIGNED_PER_DAY } from "./unsigned_quota.ts";
import { DAY_MS, HOUR_MS, SECOND_MS } from "../shared/time.ts";

const MB = 1024 * 1024;

/** `generic` is checked, `sendcloud` is open to anybody, the others are closed. */
async function openIntake({ bytesMax = 100 * MB } = {}) {
  const database = await openTestPostgres();
  const sql = connectPostgres({ url: database.url });
  await migrate(sql);
  const time = { now: Date.now() };
  const now = () => time.now;
  const logged: string[] = [];
  const sources = {
    secrets: { generic: readSecret("generic", GENERIC_SECRET)! },
    unsigned: new Set(["sendcloud"] as const),
  };
  const mailbox = createMailbox(sql);
  const capacity = createCapacity({ sql, bytesMax, now });
  const unsignedQuota = createUnsignedQuota({ sql, now });
  const answer = createWebhookReceiver({
    ...{ mailbox, capacity, unsignedQuota, now },
    ...sources,
    log: (event) => void logged.push(event),
    onStored: () => {},
  });
  const calls = mailboxCalls({
    ...{ mailbox, capacity, unsignedQuota },
    access: accessBySource(sources),
    onWaiting: () => {},
  });
  const post = (source: string, body: BodyInit, headers: HeadersInit = {}) =>
    answer(new Request(`http://relay/hooks/${source}`, { method: "POST", body, headers }), source);
  return {
    sql,
    time,
    mailbox,
    logged,
    post,
    postSigned: (id: string, body: string) =>
      post("generic", body, signed({ sender: "generic", id, body }, Math.floor(now() / SECOND_MS))),
    async stored(): Promise<number> {
      const [row] = await sql<{ count: number }[]>`select count(*)::int as count from mail`;
      return row!.count;
    },
    /** As if so many had come an hour ago. */
    async fillUnsigned(count: number, bytesEach: number) {
      await sql`
        insert into mail (source, event, body_sha256, received_at, headers, body, checked)
        select 'sendcloud', n::text, '\\x00', ${
        new Date(time.now - HOUR_MS).toISOString()
      }::timestamptz,
          '{}', decode(repeat('00', ${bytesEach}), 'hex'), false
        from generate_series(1, ${count}::int) as n`;
    },
    async usage() {
      const call = calls["GET /relay/mailbox"]!;
      return (await (await call(new Request("http://relay/relay/mailbox?state=waiting&before=9")))
        .json()).usage;
    },
    async [Symbol.asyncDispose]() {
      await sql.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** Text that PostgreSQL cannot pack smaller. */
function randomText(bytes: number): string {
  const random = new Uint8Array(bytes / 2);
  for (let at = 0; at < random.length; at += 65_536) {
    crypto.getRandomValues(random.subarray(at, at + 65_536));
  }
  return random.toHex();
}

Deno.test("a source without a secret is closed and says so; nothing is stored", async () => {
  await using t = await openIntake();
  const answer = await t.post("vinted-pro", "{}");
  assert.equal(answer.status, 401);
  assert.match((await answer.json()).message, /closed.+no secret.+vinted-pro/);
  assert.equal((await t.post("seventeentrack", "{}")).status, 401);
  assert.equal(await t.stored(), 0);
});

Deno.test("ids that are too long or have a dot are refused before anything is stored, whatever the header's name", async () => {
  await using t = await openIntake();
  for (const id of ["x".repeat(201), "a.b"]) {
    for (const family of ["webhook", "svix"]) {
      const headers = Object.fromEntries(
        Object.entries(signed({ sender: "generic", id, body: "{}" }, t.time.now / SECOND_MS | 0))
          .map(([name, value]) => [name.replace("webhook", family), value]),
      );
      assert.equal((await t.post("generic", "{}", headers)).status, 400, `${family} ${id}`);
    }
  }
  assert.equal(await t.stored(), 0);
});

Deno.test("unsigned webhooks have a daily budget in number, and a signed one passes beside it", async () => {
  await using t = await openIntake();
  await t.fillUnsigned(UNSIGNED_PER_DAY - 1, 10);
  assert.equal((await t.post("sendcloud", "the last")).status, 202);
  const refused = await t.post("sendcloud", "one too many");
  assert.equal(refused.status, 429);
  assert.equal(Number(refused.headers.get("retry-after")), (DAY_MS - HOUR_MS) / SECOND_MS);
  assert.equal((await t.postSigned("e1", "{}")).status, 202);
  assert.equal(await t.stored(), UNSIGNED_PER_DAY + 1);
  t.time.now += DAY_MS;
  assert.equal((await t.post("sendcloud", "one of tomorrow")).status, 202);
});

Deno.test("unsigned webhooks have a daily budget in bytes", async () => {
  await using t = await openIntake();
  await t.fillUnsigned(10, (UNSIGNED_BYTES_PER_DAY - 1_000) / 10);
  assert.equal((await t.post("sendcloud", "x".repeat(1_001))).status, 429);
  assert.equal((await t.post("sendcloud", "x".repeat(1_000))).status, 202);
  assert.equal((await t.post("sendcloud", "x")).status, 429);
  assert.deepEqual(t.logged, ["unsigned_quota_exceeded", "unsigned_quota_exceeded"]);
});

Deno.test("of many at once that want the last place of the day, one gets it", async () => {
  await using t = await openIntake();
  await t.fillUnsigned(UNSIGNED_PER_DAY - 1, 10);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) => t.post("sendcloud", `body ${n}`)),
  );
  const taken = answers.filter(({ status }) => status === 202);
  assert.deepEqual([taken.length, await t.stored()], [1, UNSIGNED_PER_DAY]);
  assert.ok(answers.every(({ status, headers }) => status === 202 || headers.has("retry-after")));
});

Deno.test("a full mailbox refuses with 503 and a time, keeps all that waits, and fills again as home takes it", async () => {
  await using t = await openIntake({ bytesMax: 2 * MB });
  const statuses: number[] = [];
  for (let n = 0; n < 30; n++) {
    statuses.push((await t.postSigned(`e${n}`, randomText(100_000))).status);
    t.time.now += 60 * SECOND_MS;
  }
  const taken = statuses.filter((status) => status === 202).length;
  assert.ok(taken >= 15 && taken <= 20, `${taken} of 100 KB each fit in 2 MB`);
  assert.deepEqual(new Set(statuses.slice(taken)), new Set([503]));
  const refused = await t.postSigned("late", randomText(100_000));
  assert.ok(Number(refused.headers.get("retry-after")) > 0);
  assert.equal((await t.mailbox.list("waiting", null)).waiting, taken);

  const { lines } = await t.mailbox.list("waiting", null);
  const oldest = lines.slice(-5).map(({ id }) => id);
  await t.mailbox.markDelivered(oldest);
  t.time.now += 60 * SECOND_MS;
  assert.equal((await t.postSigned("after", randomText(100_000))).status, 202);
  const delivered = (await t.mailbox.list("delivered", null)).lines.map(({ id }) => id);
  assert.ok(delivered.length < oldest.length, "what home has makes room");
  assert.ok(delivered.every((id) => oldest.includes(id)));
  assert.equal((await t.mailbox.list("waiting", null)).waiting, taken - oldest.length + 1);
});

Deno.test("home is told what the mailbox weighs, what strangers left, and which sources are open", async () => {
  await using t = await openIntake({ bytesMax: 5 * MB });
  await t.fillUnsigned(3, 1_000);
  const { bytes, ...usage } = await t.usage();
  assert.ok(bytes > 0 && bytes < 5 * MB);
  assert.deepEqual(usage, {
    bytesMax: 5 * MB,
    unsigned: {
      ...{ count: 3, countMax: UNSIGNED_PER_DAY },
      ...{ bytes: 3_000, bytesMax: UNSIGNED_BYTES_PER_DAY },
    },
    access: {
      ...{ sendcloud: "unsigned", seventeentrack: "closed" },
      ...{ "vinted-pro": "closed", generic: "signed" },
    },
  });
});
