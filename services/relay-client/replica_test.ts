/** The second copy, from real records to a real PostgreSQL and back. */
import assert from "node:assert/strict";
import postgres from "postgres";
import { z } from "zod";
import { migrate } from "../../relay/migrations/migrate.ts";
import { createReplica, type Replica } from "../../relay/replica/replica.ts";
import { openTestPostgres } from "../../tests/support/postgres.ts";
import { heldClock } from "../base/clock.ts";
import {
  bringBack,
  createDatabase,
  type Database,
  defineCollection,
  openPostgresStore,
} from "../store/mod.ts";
import { openTestDatabase, type TestDatabase, testSealer } from "../store/testing.ts";
import type { ReplicaClient } from "./replica_writer.ts";
import { remoteReplicaOf, testReplicator, testSigning } from "../../tests/support/test_relay.ts";
import { findFirstDifference, signedRecords } from "./verify_replica.ts";

const notes = defineCollection({
  name: "note",
  schema: z.object({ id: z.string(), text: z.string(), secret: z.string().optional() }),
  version: 1,
  id: ({ id }) => id,
  indexes: { text: ({ text }) => [text.slice(0, 10)] },
  sealed: ["secret"],
});

async function openReplica() {
  const server = await openTestPostgres();
  const sql = postgres(server.url, { prepare: false, onnotice: () => {} });
  await migrate(sql);
  return {
    url: server.url,
    sql,
    replica: createReplica(sql),
    async [Symbol.asyncDispose]() {
      await sql.end();
      await server[Symbol.asyncDispose]();
    },
  };
}

const replicatorOf = (db: Database, replica: ReplicaClient, home?: string) =>
  testReplicator(db, replica, home);

const differenceOf = (home: TestDatabase, replica: Replica, perRange?: number) =>
  findFirstDifference(
    signedRecords(home.store, testSigning(home.store)),
    remoteReplicaOf(replica),
    perRange,
  );

async function put(db: Database, id: string, text: string, secret?: string): Promise<void> {
  const row = await db.get(notes, id);
  const change = db.change();
  const note = { id, text, ...(secret && { secret }) };
  if (row) change.update(notes, row, note);
  else change.insert(notes, note);
  await change.commit();
}

async function remove(db: Database, id: string): Promise<void> {
  const change = db.change();
  change.remove(notes, (await db.get(notes, id))!);
  await change.commit();
}

const LONG = "perché 👗 ".repeat(30_000);

Deno.test("what changed is carried, removed ones go, and both sides are then equal", async () => {
  await using home = await openTestDatabase();
  await using cloud = await openReplica();
  const replicator = replicatorOf(home.db, cloud.replica);
  await put(home.db, "a", "uno", "segreto");
  await put(home.db, "b", LONG);
  await put(home.db, "c", "tre \0");
  assert.deepEqual(await replicator.replicate(), { records: 3 });
  assert.equal(await differenceOf(home, cloud.replica), null);
  await put(home.db, "b", "corto");
  await remove(home.db, "a");
  assert.notEqual(await differenceOf(home, cloud.replica), null);
  await replicator.replicate();
  assert.equal(await differenceOf(home, cloud.replica), null);
  assert.deepEqual(await home.db.outbox.list(10), []);
  const [all] = await cloud.sql`select string_agg(value::text, '') as text from store`;
  assert.ok(!all?.text.includes("segreto"), "sealed fields stay sealed");
});

Deno.test("a batch whose answer was lost counts once, and another process is not overtaken", async () => {
  await using home = await openTestDatabase();
  await using cloud = await openReplica();
  let lose = true;
  const flaky = replicatorOf(home.db, {
    ...cloud.replica,
    async apply(batch) {
      const answer = await cloud.replica.apply(batch);
      if (!lose) return answer;
      lose = false;
      throw new Error("the answer was lost");
    },
  });
  const other = replicatorOf(home.db, cloud.replica);
  await put(home.db, "a", "uno");
  await assert.rejects(flaky.replicate());
  await put(home.db, "a", "due");
  await other.replicate();
  await put(home.db, "b", "tre");
  assert.deepEqual(await flaky.replicate(), { records: 1 });
  assert.equal(await differenceOf(home, cloud.replica), null);
  assert.deepEqual(await home.db.outbox.list(10), []);
});

Deno.test("what changed after a batch whose answer was lost is carried too", async () => {
  await using home = await openTestDatabase();
  await using cloud = await openReplica();
  let lose = true;
  const replicator = replicatorOf(home.db, {
    ...cloud.replica,
    async apply(batch) {
      const answer = await cloud.replica.apply(batch);
      if (!lose) return answer;
      lose = false;
      throw new Error("the answer was lost");
    },
  });
  await put(home.db, "a", "uno");
  await assert.rejects(replicator.replicate());
  await put(home.db, "a", "due");
  await put(home.db, "b", "tre");
  await replicator.replicate();
  assert.equal(await differenceOf(home, cloud.replica), null);
});

Deno.test("a copy that was lost, or set back to an earlier day, is made anew", async () => {
  await using home = await openTestDatabase();
  await using first = await openReplica();
  await put(home.db, "a", "uno");
  await replicatorOf(home.db, first.replica).replicate();
  await first.sql`create table kept as select * from store`;
  await put(home.db, "b", "due");
  await remove(home.db, "a");
  await replicatorOf(home.db, first.replica).replicate();
  await first.sql`truncate store`;
  await first.sql`insert into store select * from kept`;
  await first.sql`update replica_cursor set number = 1`;
  await replicatorOf(home.db, first.replica).replicate();
  assert.equal(await differenceOf(home, first.replica), null);

  await using second = await openReplica();
  await replicatorOf(home.db, second.replica).replicate();
  assert.equal(await differenceOf(home, second.replica), null);
});

Deno.test("the copy of one home refuses another", async () => {
  await using home = await openTestDatabase();
  await using cloud = await openReplica();
  await put(home.db, "a", "uno");
  await replicatorOf(home.db, cloud.replica).replicate();
  await put(home.db, "a", "due");
  await assert.rejects(replicatorOf(home.db, cloud.replica, "home-2").replicate(), {
    key: "relay.replica_of_other_home",
  });
});

Deno.test("findFirstDifference() names the record that differs", async () => {
  await using home = await openTestDatabase();
  await using cloud = await openReplica();
  for (let n = 0; n < 30; n++) await put(home.db, `n${String(n).padStart(2, "0")}`, `testo ${n}`);
  await replicatorOf(home.db, cloud.replica).replicate();
  await cloud.sql`update store set value = '{"v":1,"d":{"id":"n17","text":"altro"}}'
    where encode(key, 'escape') like '%n17%'`;
  assert.deepEqual(await differenceOf(home, cloud.replica, 4), {
    key: ["record", "note", "n17"],
    here: true,
    there: true,
  });
  await cloud.sql`delete from store where encode(key, 'escape') like '%n03%'`;
  assert.deepEqual(await differenceOf(home, cloud.replica, 4), {
    key: ["record", "note", "n03"],
    here: true,
    there: false,
  });
  await remove(home.db, "n02");
  assert.deepEqual(await differenceOf(home, cloud.replica, 4), {
    key: ["record", "note", "n02"],
    here: false,
    there: true,
  });
});

Deno.test("an empty home is rebuilt from the copy, and an app may be started on the copy itself", async () => {
  await using home = await openTestDatabase();
  await using cloud = await openReplica();
  await put(home.db, "a", "uno", "segreto");
  await put(home.db, "b", LONG);
  await replicatorOf(home.db, cloud.replica).replicate();

  await using rebuilt = await openTestDatabase();
  async function* pages() {
    let after: string | null = null;
    do {
      const page = await cloud.replica.page(after);
      yield* page.entries;
      after = page.after ?? null;
    } while (after !== null);
  }
  assert.ok(await bringBack(rebuilt.store, pages()) > 2);
  const store = await openPostgresStore(cloud.url);
  try {
    const moved = createDatabase(store, { clock: heldClock(), sealer: testSealer() });
    for (const db of [rebuilt.db, moved]) {
      assert.deepEqual((await db.get(notes, "a"))?.value.secret, "segreto");
      assert.equal((await db.get(notes, "b"))?.value.text, LONG);
      const { entries } = await db.listBy(notes, "text", ["uno"]);
      assert.deepEqual(entries.map(({ id }) => id), ["a"]);
    }
  } finally {
    await store.close();
  }
});
