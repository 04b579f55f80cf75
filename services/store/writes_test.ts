/** The verbs that write records, with several writers at once on Deno KV. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { heldClock } from "../base/clock.ts";
import { createDatabase, type Database, defineCollection, openKvStore } from "./mod.ts";
import { openTestDatabase, tempFolder, testSealer } from "./testing.ts";

const counterSchema = z.object({ id: z.string(), count: z.number() });
type Counter = z.infer<typeof counterSchema>;

const counters = defineCollection<Counter>({
  name: "counter",
  schema: counterSchema,
  version: 1,
  id: ({ id }) => id,
  indexes: { count: ({ count }) => [count] },
});

/** As many as can meet at one record: each conflict of one is the success of another. */
const WRITERS_MAX = 10;

const increment = (id: string) => (counter: Counter | null): Counter => ({
  id,
  count: (counter?.count ?? 0) + 1,
});

const countOf = async (db: Database, id: string) => (await db.get(counters, id))?.value.count;

/** Two databases over one file: the same records, and nothing shared in memory. */
async function openTwoWriters(folder: string) {
  const store = await openKvStore(`${folder}/data.db`);
  const open = () => createDatabase(store, { clock: heldClock(), sealer: testSealer() });
  return { one: open(), other: open(), [Symbol.asyncDispose]: () => store.close() };
}

/** Lets another writer commit after the first reading of a record, and not after the next ones. */
function interrupt(other: Database, id: string, count: number) {
  let readings = 0;
  return async () => {
    if (++readings === 1) await other.put(counters, { id, count });
    return readings;
  };
}

Deno.test("put() inserts a record, then replaces it with its index entries", async () => {
  await using t = await openTestDatabase();
  await t.db.put(counters, { id: "a", count: 1 });
  await t.db.put(counters, { id: "a", count: 2 });
  assert.equal(await countOf(t.db, "a"), 2);
  assert.deepEqual((await t.db.listBy(counters, "count", [1])).entries, []);
  assert.equal((await t.db.listBy(counters, "count", [2])).entries.length, 1);
});

Deno.test("put() from two writers at once ends with one of the two values", async () => {
  await using folder = await tempFolder();
  await using writers = await openTwoWriters(folder.path);
  const { one, other } = writers;
  await Promise.all([
    one.put(counters, { id: "a", count: 1 }),
    other.put(counters, { id: "a", count: 2 }),
  ]);
  const count = await countOf(one, "a");
  assert.ok(count === 1 || count === 2);
  assert.deepEqual((await other.listBy(counters, "count", [count])).entries.map(({ id }) => id), [
    "a",
  ]);
  assert.equal((await one.listBy(counters, "count", [])).entries.length, 1);
});

Deno.test("edit() inserts what is absent, and changes what is there", async () => {
  await using t = await openTestDatabase();
  assert.deepEqual(await t.db.edit(counters, "a", increment("a")), { id: "a", count: 1 });
  assert.deepEqual(await t.db.edit(counters, "a", increment("a")), { id: "a", count: 2 });
  assert.equal(await countOf(t.db, "a"), 2);
});

Deno.test("edit() writes nothing for null and for the same value", async () => {
  await using t = await openTestDatabase();
  assert.equal(await t.db.edit(counters, "a", () => null), null);
  assert.equal(await t.db.get(counters, "a"), null);
  await t.db.put(counters, { id: "a", count: 1 });
  const before = await t.db.get(counters, "a");
  assert.equal(await t.db.edit(counters, "a", () => null), null);
  assert.deepEqual(await t.db.edit(counters, "a", (counter) => counter), before?.value);
  assert.deepEqual(await t.db.get(counters, "a"), before);
});

Deno.test("edit() decides again on what another writer wrote meanwhile", async () => {
  await using folder = await tempFolder();
  await using writers = await openTwoWriters(folder.path);
  const { one, other } = writers;
  const read = interrupt(other, "a", 10);
  const edited = await one.edit(counters, "a", async (counter) => {
    const readings = await read();
    return { id: "a", count: (counter?.count ?? 0) + readings };
  });
  assert.deepEqual(edited, { id: "a", count: 12 });
  assert.equal(await countOf(other, "a"), 12);
});

Deno.test("edit() with an expected stamp refuses another version, and is not tried again", async () => {
  await using t = await openTestDatabase();
  await t.db.put(counters, { id: "a", count: 1 });
  const { stamp } = (await t.db.get(counters, "a"))!;
  await t.db.edit(counters, "a", increment("a"), { expect: stamp });
  const refused = { code: "conflict", key: "common.conflict" };
  await assert.rejects(t.db.edit(counters, "a", increment("a"), { expect: stamp }), refused);
  await assert.rejects(t.db.edit(counters, "none", increment("none"), { expect: stamp }), refused);
  let calls = 0;
  const now = (await t.db.get(counters, "a"))!.stamp;
  const overtaken = t.db.edit(counters, "a", async (counter) => {
    calls += 1;
    await t.db.put(counters, { id: "a", count: 20 });
    return increment("a")(counter);
  }, { expect: now });
  await assert.rejects(overtaken, refused);
  assert.equal(calls, 1);
  assert.equal(await countOf(t.db, "a"), 20);
});

Deno.test("any edits by several writers at once are all counted", async () => {
  await using folder = await tempFolder();
  await using writers = await openTwoWriters(folder.path);
  const { one, other } = writers;
  let run = 0;
  const edit = fc.record({ byOne: fc.boolean(), counter: fc.constantFrom("a", "b") });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { maxLength: WRITERS_MAX }), async (edits) => {
      run += 1;
      const name = (counter: string) => `${run}-${counter}`;
      await Promise.all(
        edits.map(({ byOne, counter }) =>
          (byOne ? one : other).edit(counters, name(counter), increment(name(counter)))
        ),
      );
      for (const counter of ["a", "b"]) {
        const wanted = edits.filter((each) => each.counter === counter).length;
        assert.equal(await countOf(one, name(counter)) ?? 0, wanted);
      }
    }),
    { numRuns: 30 },
  );
});

Deno.test("remove() takes the record away, and is content when there is none", async () => {
  await using t = await openTestDatabase();
  await t.db.put(counters, { id: "a", count: 1 });
  await t.db.remove(counters, "a");
  await t.db.remove(counters, "a");
  assert.equal(await t.db.get(counters, "a"), null);
  assert.deepEqual((await t.db.listBy(counters, "count", [])).entries, []);
});

Deno.test("remove() with an expected stamp keeps a record that has changed", async () => {
  await using t = await openTestDatabase();
  await t.db.put(counters, { id: "a", count: 1 });
  const { stamp } = (await t.db.get(counters, "a"))!;
  await t.db.put(counters, { id: "a", count: 2 });
  const removal = t.db.remove(counters, "a", { expect: stamp });
  await assert.rejects(removal, { code: "conflict", key: "common.conflict" });
  const now = (await t.db.get(counters, "a"))!.stamp;
  await t.db.remove(counters, "a", { expect: now });
  assert.equal(await t.db.get(counters, "a"), null);
});

Deno.test("transact() commits everything together and returns the result", async () => {
  await using t = await openTestDatabase();
  await t.db.put(counters, { id: "a", count: 5 });
  const moved = await t.db.transact(async (change) => {
    const row = (await t.db.get(counters, "a"))!;
    change.remove(counters, row);
    change.put(counters, null, { id: "b", count: row.value.count });
    return row.value.count;
  });
  assert.equal(moved, 5);
  assert.equal(await countOf(t.db, "a"), undefined);
  assert.equal(await countOf(t.db, "b"), 5);
});

Deno.test("transact() starts again with an empty change when another writer was quicker", async () => {
  await using folder = await tempFolder();
  await using writers = await openTwoWriters(folder.path);
  const { one, other } = writers;
  await one.put(counters, { id: "a", count: 1 });
  const read = interrupt(other, "a", 7);
  await one.transact(async (change) => {
    const row = (await one.get(counters, "a"))!;
    change.put(counters, null, { id: `seen-${row.value.count}`, count: 0 });
    change.update(counters, row, { id: "a", count: row.value.count + 1 });
    await read();
  });
  assert.equal(await countOf(one, "a"), 8);
  assert.equal(await countOf(one, "seen-1"), undefined);
  assert.equal(await countOf(one, "seen-7"), 0);
});

Deno.test("transact() writes nothing when its function fails, and passes on the error at once", async () => {
  await using t = await openTestDatabase();
  let attempts = 0;
  const failing = t.db.transact((change) => {
    change.insert(counters, { id: "a", count: 1 });
    throw new Error(`attempt ${++attempts}`);
  });
  await assert.rejects(failing, /attempt 1/);
  assert.equal(await t.db.get(counters, "a"), null);
});

Deno.test("transact() gives up with a conflict when the record to insert is always there", async () => {
  await using t = await openTestDatabase();
  await t.db.put(counters, { id: "a", count: 1 });
  const failing = t.db.transact((change) => change.insert(counters, { id: "a", count: 2 }));
  await assert.rejects(failing, { code: "conflict", key: "common.conflict" });
  assert.equal(await countOf(t.db, "a"), 1);
});
