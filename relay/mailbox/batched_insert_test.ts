/** Mail that comes at the same moment is written together: each webhook is judged for itself all the same. */
import assert from "node:assert/strict";
import { openTestPostgres } from "../../tests/support/postgres.ts";
import { migrate } from "../migrations/migrate.ts";
import { connectPostgres } from "../databases/postgres.ts";
import { createBatchedInsert, type NewWebhook } from "./batched_insert.ts";
import { sha256 } from "./webhook_signatures.ts";

Deno.test("many at once are kept with few statements, whole, and each is told its own verdict", async () => {
  await using t = await openTaking();
  const bodies = Array.from({ length: 300 }, (_, n) => `{"quoted \\"${n}\\"": "\\\\ è"}`);
  const verdicts = await Promise.all([
    ...bodies.map((body, n) => t.take(webhook(`e${n}`, body))),
    t.take(webhook("e0", bodies[0]!)),
    t.take(webhook("e1", "something else")),
  ]);
  assert.deepEqual(verdicts, [...bodies.map(() => "new"), "again", "other"]);
  assert.ok(t.statements() < 30, `${t.statements()} statements`);
  const rows = await t.sql`select event, body, headers, received_at, checked from mail order by id`;
  assert.equal(rows.length, bodies.length);
  for (const { event, body, headers, received_at, checked } of rows) {
    assert.equal(body.toString(), bodies[Number(event.slice(1))]);
    assert.deepEqual(headers, { "content-type": "a/b" });
    assert.equal(received_at.getTime(), RECEIVED_AT);
    assert.equal(checked, true);
  }
});

Deno.test("a webhook that cannot be written is nobody else's fault", async () => {
  await using t = await openTaking();
  // The first goes alone; the others come while it is being written.
  const verdicts = await Promise.allSettled(
    ["a", "b", "c", "d", "e", "not\0text", "f"].map((event) => t.take(webhook(event, "{}"))),
  );
  assert.deepEqual(verdicts.map(({ status }) => status), [
    ...Array(5).fill("fulfilled"),
    "rejected",
    "fulfilled",
  ]);
});

Deno.test("without a database all who wait are told so", async () => {
  const t = await openTaking();
  await t[Symbol.asyncDispose]();
  const verdicts = await Promise.allSettled(
    ["a", "b", "c", "d", "e", "f"].map((event) => t.take(webhook(event, "{}"))),
  );
  assert.ok(verdicts.every(({ status }) => status === "rejected"));
});

const RECEIVED_AT = Date.UTC(2026, 10, 23, 6, 30, 0, 123);

function webhook(event: string, text: string): NewWebhook {
  const body = new TextEncoder().encode(text);
  return {
    ...{ source: "generic", event, body, bodySha256: sha256(body) },
    ...{ headers: { "content-type": "a/b" }, checked: true, receivedAt: RECEIVED_AT },
  };
}

async function openTaking() {
  const database = await openTestPostgres();
  let stated = 0;
  const sql = connectPostgres({ url: database.url, stated: () => stated++ });
  await migrate(sql);
  stated = 0;
  return {
    sql,
    take: createBatchedInsert(sql),
    statements: () => stated,
    async [Symbol.asyncDispose]() {
      await sql.end();
      await database[Symbol.asyncDispose]();
    },
  };
}
