/** Collections: indexes, conflicts, versions, long and sealed records, and what is told after a commit. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { createDatabase, defineCollection, type RecordChange, type Row } from "./mod.ts";
import { createSealer } from "./sealer.ts";
import { openTestDatabase, testSealer } from "./testing.ts";

const garment = z.object({
  id: z.string(),
  state: z.string(),
  number: z.number(),
  words: z.array(z.string()),
  text: z.string().optional(),
  secret: z.string().optional(),
});
type Garment = z.infer<typeof garment>;

const garments = defineCollection<Garment>({
  name: "garment",
  schema: garment,
  version: 1,
  id: (value) => value.id,
  indexes: {
    state: (value) => [value.state, value.number],
    word: (value) => value.words.map((word) => [word]),
    long: (value) => value.text ? [value.text.length] : null,
  },
  sealed: ["secret"],
});

const blazer: Garment = { id: "a", state: "draft", number: 1, words: ["blu", "lana"] };

type Test = Awaited<ReturnType<typeof openTestDatabase>>;

async function insert({ db }: Test, ...values: Garment[]): Promise<void> {
  const change = db.change();
  for (const value of values) change.insert(garments, value);
  await change.commit();
}

async function update({ db }: Test, row: Row<Garment>, next: Garment): Promise<void> {
  const change = db.change();
  change.update(garments, row, next);
  await change.commit();
}

async function idsBy({ db }: Test, index: string, prefix: (string | number)[]): Promise<string[]> {
  return (await db.listBy(garments, index, prefix)).entries.map(({ id }) => id);
}

Deno.test("an id that no key has room for, or that is no Unicode, names no record", async () => {
  await using t = await openTestDatabase();
  await insert(t, blazer);
  const impossible = ["x".repeat(5_000), "é".repeat(1_020), "\0".repeat(1_020), "\ud800"];
  for (const id of impossible) assert.equal(await t.db.get(garments, id), null);
  const found = await t.db.getMany(garments, [impossible[0]!, "a", ...impossible]);
  assert.deepEqual(found.map((row) => row?.id), [
    undefined,
    "a",
    ...impossible.map(() => undefined),
  ]);
  const long = { ...blazer, id: "é".repeat(900) };
  await insert(t, long);
  assert.deepEqual((await t.db.get(garments, long.id))?.value, long);
});

Deno.test("a record comes back as it was written, by id and by each index", async () => {
  await using t = await openTestDatabase();
  await insert(t, blazer, { ...blazer, id: "b", number: 0, words: [] });
  assert.deepEqual((await t.db.get(garments, "a"))?.value, blazer);
  assert.deepEqual(await idsBy(t, "state", ["draft"]), ["b", "a"]);
  assert.deepEqual(await idsBy(t, "word", ["lana"]), ["a"]);
  assert.deepEqual(await idsBy(t, "long", []), []);
  const many = await t.db.getMany(garments, ["b", "none", "a"]);
  assert.deepEqual(many.map((row) => row?.id), ["b", undefined, "a"]);
});

Deno.test("update() moves the index entries, remove() takes them away", async () => {
  await using t = await openTestDatabase();
  await insert(t, blazer);
  await update(t, (await t.db.get(garments, "a"))!, { ...blazer, state: "ready", words: ["lana"] });
  assert.deepEqual(await idsBy(t, "state", ["draft"]), []);
  assert.deepEqual(await idsBy(t, "state", ["ready"]), ["a"]);
  assert.deepEqual(await idsBy(t, "word", ["blu"]), []);
  const change = t.db.change();
  change.remove(garments, (await t.db.get(garments, "a"))!);
  await change.commit();
  assert.equal(await t.db.get(garments, "a"), null);
  assert.deepEqual((await t.store.list({ prefix: ["index"] })).entries, []);
});

Deno.test("commit() refuses what somebody else changed first, and writes nothing then", async () => {
  await using t = await openTestDatabase();
  await insert(t, blazer);
  const seen = (await t.db.get(garments, "a"))!;
  await update(t, seen, { ...blazer, state: "ready" });
  const late = t.db.change();
  late.update(garments, seen, { ...blazer, state: "sold" });
  late.insert(garments, { ...blazer, id: "b" });
  await assert.rejects(late.commit(), { code: "conflict", key: "common.conflict" });
  assert.equal((await t.db.get(garments, "a"))?.value.state, "ready");
  assert.equal(await t.db.get(garments, "b"), null);
  await assert.rejects(insert(t, blazer), { key: "common.conflict" });
});

Deno.test("check() asks that a record stayed as it was", async () => {
  await using t = await openTestDatabase();
  await insert(t, blazer);
  const seen = (await t.db.get(garments, "a"))!;
  const change = t.db.change();
  change.check(garments, seen);
  change.insert(garments, { ...blazer, id: "b" });
  await update(t, seen, { ...blazer, state: "ready" });
  await assert.rejects(change.commit(), { key: "common.conflict" });
});

Deno.test("a change refuses a bad record, another id, and the same record twice", async () => {
  await using t = await openTestDatabase();
  await insert(t, blazer);
  const row = (await t.db.get(garments, "a"))!;
  const change = t.db.change();
  assert.throws(() => change.insert(garments, { ...blazer, number: NaN }), { name: "ZodError" });
  assert.throws(() => change.update(garments, row, { ...blazer, id: "b" }), /cannot change its id/);
  change.update(garments, row, blazer);
  assert.throws(() => change.remove(garments, row), /twice/);
});

Deno.test("a record of any length is kept, made shorter, and removed whole", async () => {
  await using t = await openTestDatabase();
  const text = 'è"👗\\'.repeat(40_000);
  await insert(t, { ...blazer, text });
  assert.equal((await t.db.get(garments, "a"))?.value.text, text);
  assert.deepEqual(await idsBy(t, "long", [text.length]), ["a"]);
  const shorter = text.slice(0, 100_000);
  await update(t, (await t.db.get(garments, "a"))!, { ...blazer, text: shorter });
  const row = (await t.db.get(garments, "a"))!;
  assert.equal(row.value.text, shorter);
  assert.equal((await t.store.list({ prefix: ["part"] })).entries.length, row.parts);
  await update(t, row, blazer);
  assert.deepEqual((await t.store.list({ prefix: ["part"] })).entries, []);
  assert.deepEqual((await t.db.get(garments, "a"))?.value, blazer);
});

Deno.test("sealed fields are unreadable in the store, and open only with the key and in their place", async () => {
  await using t = await openTestDatabase();
  await insert(t, { ...blazer, secret: "imap password" }, { ...blazer, id: "b", secret: "other" });
  assert.equal((await t.db.get(garments, "a"))?.value.secret, "imap password");
  const stored = (await t.store.get(["record", "garment", "a"]))!;
  assert.doesNotMatch(JSON.stringify(stored.value), /password/);
  const otherKey = createDatabase(t.store, {
    clock: t.clock,
    sealer: createSealer(new Uint8Array(32).fill(8)),
  });
  assert.equal(await otherKey.get(garments, "a"), null);
  assert.deepEqual(otherKey.unreadable.list().map(({ id, cause }) => [id, cause]), [[
    "a",
    "other_key",
  ]]);
  await t.store.atomic({ sets: [{ key: ["record", "garment", "b"], value: stored.value }] });
  assert.equal(await t.db.get(garments, "b"), null, "moved to another place it does not open");
});

Deno.test("old records go through the upgrade steps, and new indexes know them", async () => {
  await using t = await openTestDatabase();
  await insert(t, blazer, { ...blazer, id: "b", number: 2 });
  const newer = defineCollection({
    name: "garment",
    schema: garment.extend({ colour: z.string() }),
    version: 3,
    upgrades: {
      1: (old) => ({ ...old as Garment, colour: (old as Garment).words[0] ?? "" }),
      2: (old) => ({ ...old as Garment, state: (old as Garment).state.toUpperCase() }),
    },
    id: (value) => value.id,
    indexes: { state: (value) => [value.state], colour: (value) => [value.colour] },
  });
  const db = createDatabase(t.store, { clock: t.clock, sealer: testSealer() });
  assert.deepEqual((await db.get(newer, "a"))?.value, { ...blazer, state: "DRAFT", colour: "blu" });
  assert.equal((await db.listBy(newer, "colour", ["blu"])).entries.length, 2);
  assert.equal((await db.listBy(newer, "state", ["DRAFT"])).entries.length, 2);
  assert.deepEqual((await db.listBy(newer, "state", ["draft"])).entries, []);
});

Deno.test("a record of a newer version is neither misread nor overwritten", async () => {
  await using t = await openTestDatabase();
  const upgrades = { 1: (old: unknown) => old };
  const newer = defineCollection<Garment>({ ...garments, version: 2, upgrades });
  const change = t.db.change();
  change.insert(newer, blazer);
  await change.commit();
  assert.equal(await t.db.get(garments, "a"), null);
  assert.equal(t.db.unreadable.list()[0]?.cause, "newer");
  await assert.rejects(insert(t, blazer), { key: "common.newer_data" });
  assert.throws(() => defineCollection({ ...garments, version: 3, upgrades }), /from version 2/);
});

Deno.test("onChange() tells after the commit, with the row as a reader would see it", async () => {
  await using t = await openTestDatabase();
  const heard: RecordChange[] = [];
  t.db.onChange(() => {
    throw new Error("a listener's own trouble");
  });
  const stop = t.db.onChange((changes) => void heard.push(...changes));
  await insert(t, blazer);
  const row = await t.db.get(garments, "a");
  assert.deepEqual(heard, [{ collection: "garment", id: "a", kind: "put", row }]);
  stop();
  await update(t, row!, { ...blazer, state: "ready" });
  assert.equal(heard.length, 1);
});

Deno.test("the outbox marks what changed, and forgets only what did not change again", async () => {
  await using t = await openTestDatabase();
  await insert(t, blazer, { ...blazer, id: "b" });
  const marks = await t.db.outbox.list(10);
  assert.deepEqual(marks.map(({ id, removed }) => [id, removed]), [["a", false], ["b", false]]);
  const change = t.db.change();
  change.remove(garments, (await t.db.get(garments, "b"))!);
  await change.commit();
  await t.db.outbox.done(marks);
  const left = await t.db.outbox.list(10);
  assert.deepEqual(left.map(({ id, removed, at }) => [id, removed, at]), [[
    "b",
    true,
    t.clock.now(),
  ]]);
  await t.db.outbox.done(left);
  assert.deepEqual(await t.db.outbox.list(10), []);
});

Deno.test("each() reads more than a page, in the order asked for", async () => {
  await using t = await openTestDatabase();
  const values = Array.from({ length: 1_100 }, (_, number) => ({
    ...blazer,
    id: String(number).padStart(5, "0"),
    state: number % 2 ? "odd" : "even",
    number: 2_000 - number,
  }));
  for (let at = 0; at < values.length; at += 100) await insert(t, ...values.slice(at, at + 100));
  const numbers = async (options: Parameters<typeof t.db.each>[1]) =>
    await Array.fromAsync(t.db.each(garments, options), ({ value }) => 2_000 - value.number);
  assert.deepEqual(await numbers({}), values.map((_, at) => at));
  const even = values.map((_, at) => at).filter((at) => at % 2 === 0);
  assert.deepEqual(await numbers({ index: "state", prefix: ["even"] }), even.toReversed());
  assert.deepEqual(await numbers({ index: "state", prefix: ["even"], reverse: true }), even);
});

Deno.test("after any inserts, updates and removals the indexes agree with the records", async () => {
  const step = fc.record({
    what: fc.constantFrom("insert", "update", "remove"),
    id: fc.constantFrom("a", "b", "c", "d"),
    state: fc.constantFrom("draft", "ready"),
    number: fc.integer({ min: -2, max: 2 }),
    words: fc.uniqueArray(fc.constantFrom("blu", "lana", "M"), { maxLength: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { maxLength: 3 }), { maxLength: 12 }),
      async (story) => {
        await using t = await openTestDatabase();
        for (const steps of story) await tell(t, steps);
        const wanted: string[] = [];
        for await (const { id, value } of t.db.each(garments)) {
          wanted.push(JSON.stringify(["state", value.state, value.number, id]));
          for (const word of value.words) wanted.push(JSON.stringify(["word", word, id]));
        }
        const { entries } = await t.store.list({ prefix: ["index", "garment"] }, { limit: 1_000 });
        const found = entries.map(({ key }) => JSON.stringify(key.slice(2)));
        assert.deepEqual(found.toSorted(), wanted.toSorted());
      },
    ),
    { numRuns: 60 },
  );

  interface Step extends Omit<Garment, "text" | "secret"> {
    what: string;
  }
  /** One change of several steps; those that make no sense any more are left out. */
  async function tell(t: Test, steps: Step[]): Promise<void> {
    const change = t.db.change();
    for (const { what, ...value } of new Map(steps.map((step) => [step.id, step])).values()) {
      const row = await t.db.get(garments, value.id);
      if (what === "insert" && !row) change.insert(garments, value);
      if (what === "update" && row) change.update(garments, row, value);
      if (what === "remove" && row) change.remove(garments, row);
    }
    await change.commit();
  }
});
