/** Whatever stands where a record should be: readers pass over it, it is named, and it stays byte for byte. */
import assert from "node:assert/strict";
import { z } from "zod";
import { createLogger } from "../base/log.ts";
import { createDatabase, defineCollection, type Json, openKvStore } from "./mod.ts";
import { openTestDatabase, tempFolder, testSealer } from "./testing.ts";

const garment = z.object({
  id: z.string(),
  state: z.enum(["draft", "sold"]),
  secret: z.string().optional(),
});
type Garment = z.infer<typeof garment>;

const garments = defineCollection<Garment>({
  name: "garment",
  schema: garment,
  version: 2,
  upgrades: { 1: (old) => ({ ...old as Garment, state: "draft" }) },
  id: ({ id }) => id,
  indexes: { state: ({ state }) => [state] },
  sealed: ["secret"],
});

const good = (id: string): Json => ({ v: 2, d: { id, state: "draft" } });

/** What may stand in a record's place. */
const DAMAGE: Readonly<Record<string, Json>> = {
  "no object": 7,
  "null": null,
  "a text": "draft",
  "a list": [1, 2],
  "nothing in it": {},
  "no data": { v: 2 },
  "data that are null": { v: 2, d: null },
  "data that are no object": { v: 2, d: "x" },
  "no version": { d: { id: "x", state: "draft" } },
  "a version in words": { v: "two", d: { id: "x", state: "draft" } },
  "half a version": { v: 1.5, d: { id: "x", state: "draft" } },
  "a version before the first": { v: 0, d: { id: "x", state: "draft" } },
  "an unknown state": { v: 2, d: { id: "x", state: "eaten" } },
  "a field of another kind": { v: 2, d: { id: 5, state: "draft" } },
  "another record's data": { v: 2, d: { id: "somebody else", state: "draft" } },
  "old data that the upgrade cannot take": { v: 1, d: null },
  "parts that are missing": { parts: 3 },
  "more parts than there can be": { parts: 1_000_000_000 },
  "parts in words": { parts: "3" },
  "seals that are no texts": { v: 2, d: { id: "x", state: "draft" }, s: { secret: 5 } },
  "seals of nobody's": { v: 2, d: { id: "x", state: "draft" }, s: { secret: "a.b.c" } },
  "data beside seals that are no object": { v: 2, d: 5, s: { secret: "a.b.c" } },
};

type Test = Awaited<ReturnType<typeof openTestDatabase>>;

async function plant({ store }: Test, id: string, value: Json): Promise<void> {
  await store.atomic({ sets: [{ key: ["record", "garment", id], value }] });
}

const ids = async ({ db }: Test) => await Array.fromAsync(db.each(garments), ({ id }) => id);

for (const [name, value] of Object.entries(DAMAGE)) {
  Deno.test(`among good records, one is not read: ${name}`, async () => {
    await using t = await openTestDatabase();
    for (const id of ["a", "c"]) await plant(t, id, good(id));
    await plant(t, "b", value);
    assert.deepEqual(await ids(t), ["a", "c"]);
    const inIndex = await t.db.listBy(garments, "state", ["draft"]);
    assert.deepEqual(inIndex.entries.map(({ id }) => id), ["a", "c"]);
    assert.equal(await t.db.get(garments, "b"), null);
    assert.deepEqual((await t.db.getMany(garments, ["a", "b"])).map((row) => row?.id), [
      "a",
      undefined,
    ]);
    const [record, ...more] = t.db.unreadable.list();
    assert.deepEqual([record?.collection, record?.id, more.length], ["garment", "b", 0]);
    assert.ok(t.db.unreadable.has("garment") && t.db.unreadable.has("garment", "b"));
    assert.deepEqual((await t.db.raw(record!)).value, value);
    assert.deepEqual((await t.store.get(["record", "garment", "b"]))?.value, value);
  });
}

Deno.test("a newer version's record says so, and stands there again once it can be read", async () => {
  await using t = await openTestDatabase();
  await plant(t, "a", { v: 999, d: { id: "a", what: "is to come" } });
  assert.deepEqual(await ids(t), []);
  const [record] = t.db.unreadable.list();
  assert.deepEqual([record?.cause, record?.detail], ["newer", "version 999, this program knows 2"]);
  await plant(t, "a", good("a"));
  assert.deepEqual(await ids(t), ["a"]);
  assert.deepEqual(t.db.unreadable.list(), []);
});

Deno.test("checkAll() finds what nobody has read, and forgets what is gone", async () => {
  await using t = await openTestDatabase();
  assert.deepEqual(await ids(t), []);
  await plant(t, "a", { v: 2, d: null });
  assert.deepEqual(t.db.unreadable.list(), []);
  await t.db.checkAll();
  assert.deepEqual(t.db.unreadable.list().map(({ id }) => id), ["a"]);
  await t.store.atomic({ deletes: [["record", "garment", "a"]] });
  await t.db.checkAll();
  assert.deepEqual(t.db.unreadable.list(), []);
});

Deno.test("a new record takes an unreadable one's name; that one is kept with all its parts", async () => {
  await using t = await openTestDatabase();
  await plant(t, "a", { parts: 2 });
  await t.store.atomic({
    sets: [0, 1].map((part) => ({ key: ["part", "garment", "a", part], value: `part ${part}` })),
  });
  const change = t.db.change();
  change.insert(garments, { id: "a", state: "sold" });
  change.insert(garments, { id: "b", state: "sold" });
  await change.commit();
  assert.deepEqual(await ids(t), ["a", "b"]);
  assert.deepEqual(t.db.unreadable.list(), []);
  const [kept, ...more] = await Array.fromAsync(t.db.setAside());
  assert.deepEqual([kept?.collection, kept?.id, more.length], ["garment", "a", 0]);
  assert.deepEqual([kept?.value, kept?.parts], [{ parts: 2 }, ["part 0", "part 1"]]);
  const again = t.db.change();
  again.insert(garments, { id: "a", state: "draft" });
  await assert.rejects(again.commit(), { key: "common.conflict" }, "a readable one stays");
});

Deno.test("each is logged once, without a word of what it says", async () => {
  await using t = await openTestDatabase();
  const lines: string[] = [];
  const log = createLogger({ clock: t.clock, level: "error", write: (line) => lines.push(line) });
  const db = createDatabase(t.store, { clock: t.clock, sealer: testSealer(), log });
  await plant(t, "a", { v: 2, d: { id: "a", state: "Anna Rossi, via Roma 1" } });
  for (let times = 0; times < 3; times++) assert.equal(await db.get(garments, "a"), null);
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /store\.record_unreadable.*garment.*state/);
  assert.doesNotMatch(lines[0]!, /Anna/);
});

Deno.test("on Deno KV: keys and values that no program of ours has written close nothing", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/records.kv`;
  const kv = await Deno.openKv(path);
  const json = (value: Json) => new TextEncoder().encode(JSON.stringify(value));
  await kv.set(["record", "garment", "a"], json(good("a")));
  await kv.set(["record", "garment", "b"], new Uint8Array([0xff, 0x00, 0xff]));
  await kv.set(["record", "garment", "c"], "not bytes at all");
  await kv.set(["record", "garment", 5n], json(good("e")));
  await kv.set(["record", "garment", new Uint8Array([1, 2, 3])], json(good("f")));
  kv.close();
  const store = await openKvStore(path);
  const t = await openTestDatabase();
  const db = createDatabase(store, { clock: t.clock, sealer: testSealer() });
  assert.deepEqual(await Array.fromAsync(db.each(garments), ({ id }) => id), ["a"]);
  assert.equal(db.unreadable.list().length, 4);
  const raw = await Promise.all(db.unreadable.list().map(db.raw));
  assert.ok(raw.some(({ value }) => JSON.stringify(value) === '{"notJson":"/wD/"}'));
  await store.close();
  await t.close();
});
