/** The relay's Postgres as hosts give it: behind a pooler in transaction mode, and encrypted by their own authority. */
import assert from "node:assert/strict";
import { connectPostgres } from "../relay/databases/postgres.ts";
import { migrate } from "../relay/migrations/migrate.ts";
import { TEST_AUTHORITY } from "./fakes/certificate/mod.ts";
import { startPgbouncer } from "./support/pgbouncer.ts";
import { startPostgres } from "./support/postgres.ts";
import { startSecuredPostgres } from "./support/secured.ts";

/** Test files that must also pass through a connection pooler. */
const STORIES = [
  "relay/mailbox/mailbox_test.ts",
  "relay/snapshots/snapshots_test.ts",
  "relay/quotas/quotas_test.ts",
  "services/relay-client/replica_test.ts",
] as const;
/** All but "while …" and "with …": those end a server of their own, and nothing of theirs would pass here. */
const PASSING = "/^([^w]|w[^hi]|wh[^i])/";
const PASSING_MIN = 20;

Deno.test("a session is not ours behind the pooler: what one client sets, another finds", async () => {
  await using server = await startPostgres();
  await using pooler = await startPgbouncer(server.url);
  const [one, other] = [0, 1].map(() => connectPostgres({ url: pooler.url, max: 1 }));
  // If this could not be seen, the stories below would prove nothing.
  await one!`select set_config('relay.mark', 'left behind', false)`;
  const [found] = await other!`select current_setting('relay.mark', true) as mark`;
  assert.equal(found!.mark, "left behind");
  await Promise.all([one!.end(), other!.end()]);
});

Deno.test("mailbox, replica, snapshots, usage and migrations pass through a transaction-mode pooler", async () => {
  await using server = await startPostgres();
  await using pooler = await startPgbouncer(server.url);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--filter", PASSING, ...STORIES],
    cwd: new URL("..", import.meta.url),
    env: { POSTGRES_URL: pooler.url, NO_COLOR: "1" },
  }).output();
  const said = new TextDecoder().decode(stdout);
  assert.equal(code, 0, said + new TextDecoder().decode(stderr));
  const [, passed] = /ok \| (\d+) passed/.exec(said) ?? [];
  assert.ok(Number(passed) >= PASSING_MIN, said);
});

Deno.test("several machines that start at once migrate once, through the pooler too", async () => {
  await using server = await startPostgres();
  await using pooler = await startPgbouncer(server.url);
  const machines = Array.from({ length: 4 }, () => connectPostgres({ url: pooler.url, max: 2 }));
  const ran = await Promise.all(machines.map((sql) => migrate(sql)));
  const [most, ...others] = ran.toSorted((a, b) => b.length - a.length);
  assert.ok(most!.length > 0);
  assert.deepEqual(others, [[], [], []]);
  await Promise.all(machines.map((sql) => sql.end()));
});

Deno.test("an encrypted Postgres is believed by its own authority, and by no other", async () => {
  await using server = await startSecuredPostgres();
  const sql = connectPostgres({ url: server.url, authority: TEST_AUTHORITY, max: 1 });
  assert.deepEqual([...await sql`select ssl from pg_stat_ssl where pid = pg_backend_pid()`], [
    { ssl: true },
  ]);
  await sql.end();
  const stranger = connectPostgres({ url: `${server.url}?sslmode=verify-full`, max: 1 });
  await assert.rejects(async () => await stranger`select 1`, /certificate|issuer/i);
  await stranger.end();
});
