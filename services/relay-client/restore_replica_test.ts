/** An empty home from its copy: whole or not at all, however often it is interrupted. */
import assert from "node:assert/strict";
import { z } from "zod";
import { PAGE_ENTRIES_MAX } from "../../relay/protocol/replica.ts";
import {
  carriedStore,
  createSealer,
  type Database,
  defineCollection,
  type Store,
  writeInChunks,
} from "../store/mod.ts";
import { openTestDatabase, testSealer } from "../store/testing.ts";
import { readHomeName } from "./replica_ledger.ts";
import {
  type ReplicaSource,
  requireFinishedRestore,
  restoreFromReplica,
  type RestoreOptions,
} from "./restore_replica.ts";
import {
  openTestRelay,
  type TestRelay,
  testReplicator,
  testSigning,
} from "../../tests/support/test_relay.ts";
import { verifyReplica } from "./verify_replica.ts";

const notes = defineCollection({
  name: "note",
  schema: z.object({ id: z.string(), text: z.string(), secret: z.string().optional() }),
  version: 1,
  id: ({ id }) => id,
  indexes: { text: ({ text }) => [text.slice(0, 10)] },
  sealed: ["secret"],
});

const NOTES = PAGE_ENTRIES_MAX * 2 + 500;
const LONG = "perché 👗 ".repeat(20_000);
const name = (n: number) => `n${String(n).padStart(5, "0")}`;
const otherSealer = createSealer(new Uint8Array(32).fill(8));

const replicatorOf = (db: Database, { client }: TestRelay, home?: string) =>
  testReplicator(db, client, home);

/** Entry by entry, parts of long records too. */
async function assertSame(one: Store, other: Store): Promise<void> {
  const [ours, theirs] = await Promise.all(
    [one, other].map((store) => Array.fromAsync(carriedStore(store))),
  );
  assert.deepEqual(ours, theirs);
}

const isPrivate = (collection: string) => collection === "session";
const restore = (given: Omit<RestoreOptions, "isPrivate">) =>
  restoreFromReplica({ ...given, isPrivate });

async function put(db: Database, note: z.infer<typeof notes.schema>): Promise<void> {
  const row = await db.get(notes, note.id);
  const change = db.change();
  if (row) change.update(notes, row, note);
  else change.insert(notes, note);
  await change.commit();
}

/** A relay with a copy of several pages, the last record of them sealed, the first ones long. */
async function openCopy() {
  const relay = await openTestRelay();
  const home = await openTestDatabase();
  await writeInChunks(
    home.db,
    Array.from({ length: NOTES }, (_, n) => ({ id: name(n), text: `testo ${n}` })),
    (change, note) => change.insert(notes, note),
  );
  await put(home.db, { id: "a", text: LONG });
  await put(home.db, { id: "z", text: "ultimo", secret: "segreto" });
  await replicatorOf(home.db, relay).replicate();
  return {
    relay,
    home,
    async [Symbol.asyncDispose]() {
      await home.close();
      await relay[Symbol.asyncDispose]();
    },
  };
}

/** The connection breaks after so many pages. */
function breaking({ client }: TestRelay, pages: number): ReplicaSource & { asked: number } {
  const source = {
    asked: 0,
    cursor: client.cursor,
    page: (after: string | null) =>
      source.asked++ < pages ? client.page(after) : Promise.reject(new Error("line cut")),
  };
  return source;
}

Deno.test("what was interrupted goes on where it was, and is no home until it is whole", async () => {
  await using copy = await openCopy();
  await using rebuilt = await openTestDatabase();
  const { store } = rebuilt;
  const sealer = testSealer();
  await assert.rejects(
    restore({ store, source: breaking(copy.relay, 2), sealer }),
    /line cut/,
  );
  await assert.rejects(requireFinishedRestore(store), { key: "relay.restore_unfinished" });
  const source = breaking(copy.relay, 100);
  await restore({ store, source, sealer });
  await requireFinishedRestore(store);
  await assertSame(store, copy.home.store);
  const whole = breaking(copy.relay, 100);
  await using fresh = await openTestDatabase();
  await restore({ store: fresh.store, source: whole, sealer });
  assert.equal(source.asked, whole.asked - 2, "pages that were there are not asked for again");
  assert.equal((await rebuilt.db.get(notes, "a"))?.value.text, LONG);
  assert.equal((await rebuilt.db.get(notes, "z"))?.value.secret, "segreto");
});

Deno.test("the rebuilt home goes on with the copy as the old one did", async () => {
  await using copy = await openCopy();
  await using rebuilt = await openTestDatabase();
  const { store, db } = rebuilt;
  await restore({ store, source: copy.relay.client, sealer: testSealer() });
  const home = await readHomeName(store, () => "another");
  assert.equal(home, "home-1");
  assert.deepEqual(await db.outbox.list(1), [], "what came from the copy is not sent back");
  await put(db, { id: "new", text: "nuovo" });
  const replicator = replicatorOf(db, copy.relay, home);
  assert.equal(
    await verifyReplica({
      ...{ store, replicator, other: copy.relay.client },
      signing: testSigning(store, home),
    }),
    null,
  );
});

Deno.test("a home where somebody lives is not written over", async () => {
  await using copy = await openCopy();
  await put(copy.home.db, { id: "b", text: "qui" });
  const { store } = copy.home;
  await assert.rejects(
    restore({ store, source: copy.relay.client, sealer: testSealer() }),
    { key: "relay.restore_not_empty" },
  );
  assert.equal((await copy.home.db.get(notes, "b"))?.value.text, "qui");
  await requireFinishedRestore(store);
});

Deno.test("without the old key it says so, and goes on once it is there", async () => {
  await using copy = await openCopy();
  await using rebuilt = await openTestDatabase();
  const { store } = rebuilt;
  const source = copy.relay.client;
  await assert.rejects(restore({ store, source, sealer: null }), {
    key: "relay.restore_no_key",
  });
  await assert.rejects(restore({ store, source, sealer: otherSealer }), {
    key: "relay.restore_other_key",
  });
  await restore({ store, source, sealer: testSealer() });
  assert.equal((await rebuilt.db.get(notes, "z"))?.value.secret, "segreto");
});

Deno.test("a copy that changes meanwhile is taken whole or not at all", async () => {
  await using copy = await openCopy();
  const { client } = copy.relay;
  await using rebuilt = await openTestDatabase();
  const { store } = rebuilt;
  const sealer = testSealer();
  const change = copy.home.db.change();
  change.remove(notes, (await copy.home.db.get(notes, name(3)))!);
  let pages = 0;
  const source: ReplicaSource = {
    cursor: client.cursor,
    async page(after) {
      // After the page that holds it, it is removed by a home that still works.
      if (pages++ === 2) {
        await change.commit();
        await replicatorOf(copy.home.db, copy.relay).replicate();
      }
      return await client.page(after);
    },
  };
  await assert.rejects(restore({ store, source, sealer }), {
    key: "relay.restore_replica_changed",
  });
  await assert.rejects(requireFinishedRestore(store), { key: "relay.restore_unfinished" });
  await restore({ store, source: client, sealer });
  await assertSame(store, copy.home.store);
  assert.equal(await rebuilt.db.get(notes, name(3)), null);
});

Deno.test("a relay without a copy says so", async () => {
  await using relay = await openTestRelay();
  await using rebuilt = await openTestDatabase();
  const { store } = rebuilt;
  await assert.rejects(
    restore({ store, source: relay.client, sealer: null }),
    { key: "relay.restore_no_replica" },
  );
});

Deno.test("verifyReplica() is not fooled by what changes meanwhile, and names what really differs", async () => {
  await using copy = await openCopy();
  const { store, db } = copy.home;
  const { client, sql } = copy.relay;
  const replicator = replicatorOf(db, copy.relay);
  const signing = testSigning(store);
  let shipped = 0;
  const busy = {
    async replicate() {
      const answer = await replicator.replicate();
      // Somebody works on.
      if (shipped++ === 0) await put(db, { id: "c", text: "nel frattempo" });
      return answer;
    },
  };
  assert.equal(await verifyReplica({ store, replicator: busy, other: client, signing }), null);
  assert.equal(shipped, 2);
  await sql`delete from store where encode(key, 'escape') like '%n00007%'`;
  assert.deepEqual(await verifyReplica({ store, replicator, other: client, signing }), {
    key: ["record", "note", name(7)],
    here: true,
    there: false,
  });
});
