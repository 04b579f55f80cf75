/** Somebody writes into the relay's database: a restore takes only what home has signed, and says what is wrong. */
import assert from "node:assert/strict";
import { z } from "zod";
import { createSealer, type Database, defineCollection, keyToBytes } from "../store/mod.ts";
import { openTestDatabase, testSealer } from "../store/testing.ts";
import { restoreFromReplica, type RestoreOptions } from "./restore_replica.ts";
import {
  openTestRelay,
  type TestRelay,
  testReplicator,
  testSigning,
} from "../../tests/support/test_relay.ts";
import { verifyReplica } from "./verify_replica.ts";

const notes = defineCollection({
  name: "note",
  schema: z.object({ id: z.string(), text: z.string() }),
  version: 1,
  id: ({ id }) => id,
});
/** As `session`, which the tests' homes keep to themselves. */
const sessions = defineCollection({ ...notes, name: "session" });

const LONG = "perché 👗 ".repeat(20_000);
const hexOf = (id: string, collection = "note") => keyToBytes(["record", collection, id]).toHex();

async function put(db: Database, id: string, text: string, c = notes): Promise<void> {
  const row = await db.get(c, id);
  const change = db.change();
  if (row) change.update(c, row, { id, text });
  else change.insert(c, { id, text });
  await change.commit();
}

/** A home with three records, one of them long, and one that is nobody's business; all shipped. */
async function openShipped() {
  const relay = await openTestRelay();
  const home = await openTestDatabase();
  const replicator = testReplicator(home.db, relay.client);
  for (const id of ["a", "b"]) await put(home.db, id, `testo ${id}`);
  await put(home.db, "long", LONG);
  await put(home.db, "fingerprint", "di un dispositivo", sessions);
  await replicator.replicate();
  const signing = testSigning(home.store);
  return {
    relay,
    sql: relay.sql,
    db: home.db,
    replicate: replicator.replicate,
    verify: () => verifyReplica({ store: home.store, replicator, other: relay.client, signing }),
    async [Symbol.asyncDispose]() {
      await home.close();
      await relay[Symbol.asyncDispose]();
    },
  };
}

async function restored(relay: TestRelay, options: Partial<RestoreOptions> = {}) {
  await using empty = await openTestDatabase();
  const result = await restoreFromReplica({
    ...{ store: empty.store, source: relay.client, sealer: testSealer() },
    isPrivate: (collection) => collection === "session",
    ...options,
  });
  const rows = await Array.fromAsync(empty.db.each(notes), ({ value }) => value);
  const sessionCount = (await Array.fromAsync(empty.db.each(sessions))).length;
  return { ...result, texts: new Map(rows.map(({ id, text }) => [id, text])), sessionCount };
}

type Shipped = Awaited<ReturnType<typeof openShipped>>;

/** What a writer of the database may do, and which records a restore must then name. */
const ATTACKS: Readonly<
  Record<string, { readonly run: (t: Shipped) => Promise<unknown>; readonly named: string[] }>
> = {
  "a changed value": {
    run: ({ sql }) =>
      sql`update store set value = '{"v":1,"d":{"id":"a","text":"evil"}}'
        where key = decode(${hexOf("a")}, 'hex')`,
    named: ["note a"],
  },
  "two records swapped": {
    run: ({ sql }) =>
      sql`update store as one set value = other.value, version = other.version,
          signature = other.signature
        from store as other
        where one.key in (decode(${hexOf("a")}, 'hex'), decode(${hexOf("b")}, 'hex'))
          and other.key in (decode(${hexOf("a")}, 'hex'), decode(${hexOf("b")}, 'hex'))
          and one.key <> other.key`,
    named: ["note a", "note b"],
  },
  "another batch's number": {
    run: ({ sql }) => sql`update store set version = 9 where key = decode(${hexOf("a")}, 'hex')`,
    named: ["note a"],
  },
  "a signature taken away": {
    run: ({ sql }) =>
      sql`update store set signature = null where key = decode(${hexOf("b")}, 'hex')`,
    named: ["note b"],
  },
  "a part of a long record": {
    run: ({ sql }) =>
      sql`update store set value = '"evil"'
        where key = decode(${keyToBytes(["part", "note", "long", 1]).toHex()}, 'hex')`,
    named: ["note long 1"],
  },
  "a planted record": {
    run: ({ sql }) =>
      sql`insert into store (key, value, stamp, version, signature)
        values (decode(${hexOf("evil")}, 'hex'), '{"v":1,"d":{"id":"evil","text":"x"}}', 1, 1,
          ${"0".repeat(64)})`,
    named: ["note evil"],
  },
  "a key that is none": {
    run: ({ sql }) => sql`insert into store (key, value, stamp) values ('\\xff00ff', '1', 1)`,
    named: ["ff00ff"],
  },
};

for (const [name, { run, named }] of Object.entries(ATTACKS)) {
  Deno.test(`a restore leaves out and names what home has not signed so: ${name}`, async () => {
    await using t = await openShipped();
    await run(t);
    assert.notEqual(await t.verify(), null, "verify sees it too");
    const { leftOut, texts } = await restored(t.relay);
    assert.deepEqual(leftOut.names.toSorted(), named.toSorted());
    assert.equal(leftOut.count, named.length);
    assert.ok(!texts.has("evil") && ![...texts.values()].some((text) => text.includes("evil")));
    for (const id of ["a", "b"]) {
      if (!named.includes(`note ${id}`)) assert.equal(texts.get(id), `testo ${id}`);
    }
  });
}

Deno.test("an untouched replica comes back whole, without who may come in", async () => {
  await using t = await openShipped();
  assert.equal(await t.verify(), null);
  const { isComplete, leftOut, texts, sessionCount } = await restored(t.relay);
  assert.deepEqual([isComplete, leftOut.count, sessionCount], [true, 0, 0]);
  assert.deepEqual([...texts], [["a", "testo a"], ["b", "testo b"], ["long", LONG]]);
  const rows = await t.sql`select 1 from store where encode(key, 'escape') like '%session%'`;
  assert.equal(rows.length, 0);
});

Deno.test("a single record of yesterday, though home signed it then, is noticed", async () => {
  await using t = await openShipped();
  await t.sql`create table yesterday as select * from store`;
  await put(t.db, "a", "di oggi");
  await t.replicate();
  await t.sql`update store set value = y.value, version = y.version, signature = y.signature
    from yesterday as y where store.key = y.key and y.key = decode(${hexOf("a")}, 'hex')`;
  assert.deepEqual((await t.verify())?.key, ["record", "note", "a"]);
  const { isComplete, texts } = await restored(t.relay);
  assert.equal(isComplete, false);
  assert.equal(texts.get("a"), "testo a", "it is home's own, and better than none");
});

Deno.test("a record that was taken away, and one that home removed and somebody brought back, are noticed", async () => {
  await using t = await openShipped();
  await t.sql`create table yesterday as select * from store`;
  await t.sql`delete from store where key = decode(${hexOf("b")}, 'hex')`;
  assert.equal((await restored(t.relay)).isComplete, false);

  await t.sql`insert into store select * from yesterday
    where key = decode(${hexOf("b")}, 'hex')`;
  assert.equal((await restored(t.relay)).isComplete, true);
  const change = t.db.change();
  change.remove(notes, (await t.db.get(notes, "b"))!);
  await change.commit();
  await t.replicate();
  assert.equal((await restored(t.relay)).isComplete, true);
  await t.sql`insert into store select * from yesterday
    where key = decode(${hexOf("b")}, 'hex')`;
  const { isComplete, leftOut } = await restored(t.relay);
  assert.deepEqual([isComplete, leftOut.count], [false, 0]);
});

Deno.test("many changes later the sum still holds", async () => {
  await using t = await openShipped();
  for (let round = 0; round < 5; round++) {
    for (const id of ["a", `n${round}`, "long"]) await put(t.db, id, `${id} ${round}`);
    if (round % 2) {
      const change = t.db.change();
      change.remove(notes, (await t.db.get(notes, `n${round}`))!);
      await change.commit();
    }
    await t.replicate();
  }
  assert.equal(await t.verify(), null);
  assert.equal((await restored(t.relay)).isComplete, true);
});

Deno.test("a replica of an earlier version is replaced at the first connection, private records and all", async () => {
  await using t = await openShipped();
  // As it was before records were signed: who may come in was in it, and nothing vouched for anything.
  await t.sql`update store set version = null, signature = null`;
  await t.sql`update replica_cursor set manifest = null`;
  await t.sql`insert into store (key, value, stamp)
    values (decode(${
    hexOf("planted", "session")
  }, 'hex'), '{"v":1,"d":{"id":"planted","text":"x"}}', 1)`;
  await testReplicator(t.db, t.relay.client).replicate();
  const rows = await t.sql`select 1 from store
    where signature is null or encode(key, 'escape') like '%session%'`;
  assert.equal(rows.length, 0);
  assert.equal((await restored(t.relay)).isComplete, true);
});

Deno.test("an unsigned replica comes back only where that is accepted, and never with who may come in", async () => {
  await using t = await openShipped();
  await t.sql`update store set version = null, signature = null`;
  await t.sql`update replica_cursor set manifest = null`;
  await t.sql`insert into store (key, value, stamp)
    values (decode(${
    hexOf("planted", "session")
  }, 'hex'), '{"v":1,"d":{"id":"planted","text":"x"}}', 1)`;
  await assert.rejects(restored(t.relay), { key: "relay.restore_unsigned" });
  const { isComplete, texts, sessionCount } = await restored(t.relay, { acceptUnsigned: true });
  assert.deepEqual([isComplete, texts.size, sessionCount], [null, 3, 0]);
});

Deno.test("accepting unsigned records opens no door where the replica is signed", async () => {
  await using t = await openShipped();
  await ATTACKS["a signature taken away"]!.run(t);
  const { leftOut } = await restored(t.relay, { acceptUnsigned: true });
  assert.deepEqual(leftOut.names, ["note b"]);
});

Deno.test("a manifest of another number, of another home or damaged is not believed", async () => {
  await using t = await openShipped();
  await t.sql`update replica_cursor set number = number + 1`;
  assert.equal((await restored(t.relay)).isComplete, false);
  await t.sql`update replica_cursor set number = number - 1, home = 'home-2'`;
  await assert.rejects(restored(t.relay), { key: "relay.restore_unsigned" });
  await t.sql`update replica_cursor set home = 'home-1', manifest = left(manifest, -4)`;
  await assert.rejects(restored(t.relay), { key: "relay.restore_unsigned" });
  const sealer = createSealer(new Uint8Array(32).fill(8));
  await assert.rejects(restored(t.relay, { sealer }), { key: "relay.restore_other_key" });
});

Deno.test("a home that was killed between the relay's yes and its own note begins the replica anew", async () => {
  await using t = await openShipped();
  await put(t.db, "a", "poco prima");
  const signing = testSigning(t.db.store);
  const before = (await signing.ledger.state())!;
  await t.replicate();
  // As if the note had never been written.
  await signing.ledger.recordBatch(before, []);
  await put(t.db, "b", "poco dopo");
  await testReplicator(t.db, t.relay.client).replicate();
  const { isComplete, texts } = await restored(t.relay);
  assert.equal(isComplete, true);
  assert.deepEqual([texts.get("a"), texts.get("b")], ["poco prima", "poco dopo"]);
});
