/** Webhooks at the relay as a program: which secrets it starts with, and what it takes from strangers. */
import assert from "node:assert/strict";
import { migrate } from "../relay/migrations/migrate.ts";
import { connectPostgres } from "../relay/databases/postgres.ts";
import { GENERIC_SECRET } from "./chaos/signing.ts";
import { openTestPostgres } from "./support/postgres.ts";
import { relayProgram } from "./support/relay_process.ts";
import { SIGNED_WEBHOOKS, signedHeaders } from "./support/signed_webhook.ts";

const RELAY_KEY = "k".repeat(44);

async function startRelay(env: Record<string, string>) {
  const database = await openTestPostgres();
  const sql = connectPostgres({ url: database.url });
  await migrate(sql);
  const relay = relayProgram({ RELAY_KEY, DATABASE_URL: database.url, ...env });
  await relay.start();
  return {
    sql,
    async post(source: string, body: string, headers: HeadersInit = {}) {
      const answer = await fetch(`${relay.url}/hooks/${source}`, {
        ...{ method: "POST", body, headers },
      });
      return { answer, text: await answer.text() };
    },
    async [Symbol.asyncDispose]() {
      await relay.stop();
      await sql.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

Deno.test("a relay with a secret that cannot be used does not start, and names the setting", async () => {
  const relay = relayProgram({ RELAY_KEY, GENERIC_WEBHOOK_SECRET: "v1,whsec_not base64!" });
  await assert.rejects(relay.start(), /GENERIC_WEBHOOK_SECRET takes a Standard Webhooks secret/);
  assert.doesNotMatch(relay.said(), /not base64!/);
});

Deno.test("without settings a stranger leaves nothing at the relay", async () => {
  await using t = await startRelay({});
  for (const source of ["sendcloud", "seventeentrack", "vinted-pro", "generic"]) {
    const { answer, text } = await t.post(source, "x".repeat(100_000));
    assert.equal(answer.status, 401, source);
    assert.match(text, /closed/);
  }
  assert.equal((await t.sql`select 1 from mail`).length, 0);
});

Deno.test("a secret with v1, before it checks what was signed with it", async () => {
  await using t = await startRelay({ GENERIC_WEBHOOK_SECRET: `v1,${GENERIC_SECRET}` });
  assert.equal((await t.post("generic", "{}", signedHeaders("{}", "e1"))).answer.status, 202);
  assert.equal((await t.post("generic", "{ }", signedHeaders("{}", "e2"))).answer.status, 401);
  assert.equal((await t.post("generic", "{}", signedHeaders("{}", "a.b"))).answer.status, 400);
});

Deno.test("one address fills an open source up to its rate, and signed webhooks pass meanwhile", async () => {
  await using t = await startRelay({
    UNSIGNED_WEBHOOKS: "sendcloud",
    ...SIGNED_WEBHOOKS,
  });
  const statuses: number[] = [];
  for (let n = 0; n < 60; n++) {
    const { answer } = await t.post("sendcloud", `body ${n}`);
    statuses.push(answer.status);
    if (answer.status === 429) assert.ok(Number(answer.headers.get("retry-after")) > 0);
    const signedOne = await t.post("generic", "{}", signedHeaders("{}", `e${n}`));
    assert.equal(signedOne.answer.status, 202);
  }
  const [{ count }] = await t.sql<[{ count: number }]>`
    select count(*)::int as count from mail where source = 'sendcloud'`;
  assert.equal(count, statuses.filter((status) => status === 202).length);
  assert.ok(count >= 20 && count < 60, `${count} were taken`);
  assert.ok(statuses.includes(429));
});
