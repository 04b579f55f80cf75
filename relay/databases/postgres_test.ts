import assert from "node:assert/strict";
import { openTestPostgres, startPostgres } from "../../tests/support/postgres.ts";
import { connectPostgres } from "./postgres.ts";
import { inTransaction } from "../shared/postgres_client.ts";

Deno.test("lists go to the server thing by thing, whatever is in them", async () => {
  await using server = await openTestPostgres();
  const sql = connectPostgres({ url: server.url });
  const texts = ["", "null", 'a "b"', "\\", "{c,d}", "perché 👗", "\n\t", "'"];
  const numbers = [1, -2, 9_007_199_254_740_991];
  const days = ["2026-02-28", "2027-01-01"];
  try {
    const rows = await sql`select text from unnest(${texts}::text[]) as text`;
    assert.deepEqual(rows.map(({ text }) => text), texts);
    const [sum] = await sql`select sum(n)::text as sum from unnest(${numbers}::bigint[]) as n`;
    assert.equal(sum!.sum, String(numbers.reduce((a, b) => a + b)));
    const dates = await sql`select day::text from unnest(${days}::date[]) as day`;
    assert.deepEqual(dates.map(({ day }) => day), days);
    const [gaps] = await sql`select ${[1, null, 3]}::bigint[]::text as list`;
    assert.equal(gaps!.list, "{1,NULL,3}");
    const none: string[] = [];
    assert.deepEqual([...await sql`select from unnest(${none}::text[])`], []);
  } finally {
    await sql.end();
  }
});

Deno.test("a server that goes away amid a transaction ends the transaction, and not the program", async () => {
  await using server = await startPostgres();
  const sql = connectPostgres({ url: server.url });
  try {
    await sql`create table note (text text)`;
    const broken = inTransaction(sql, async (tx) => {
      await tx`insert into note values ('lost')`;
      const waiting = tx`select pg_sleep(60)`.execute();
      await server.kill();
      await waiting;
    });
    await assert.rejects(broken);
    await server.restart();
    await assert.rejects(inTransaction(sql, async (tx) => {
      await tx`insert into note values ('taken back')`;
      throw new Error("no");
    }));
    await inTransaction(sql, async (tx) => void await tx`insert into note values ('kept')`);
    assert.deepEqual([...await sql`select text from note`], [{ text: "kept" }]);
  } finally {
    await sql.end({ timeout: 1 });
  }
});
