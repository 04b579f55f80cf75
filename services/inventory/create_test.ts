import assert from "node:assert/strict";
import { isFailure } from "../base/errors.ts";
import { openTestDatabase } from "../store/testing.ts";
import { createInventory } from "./inventory.ts";
import { SELLER } from "./item.ts";
import type { NewItem } from "./new_item.ts";
import { fact, openTestInventory } from "./testing.ts";

const HOUSE = { kind: "house", name: "ocr" } as const;
const refusedWith = (key: string) => (error: unknown) => isFailure(error) && error.key === key;
const rows = (count: number): NewItem[] =>
  Array.from({ length: count }, (_, at) => ({ importKey: `row ${at}`, note: `n${at}` }));

Deno.test("createMany() makes every row, in order, with an action that can be taken back", async () => {
  await using t = await openTestInventory();
  const made = await t.inventory.createMany(rows(120), SELLER, { batchId: "b", name: "x.csv" });
  assert.equal(made.created, 120);
  assert.deepEqual(made.items.map(({ number }) => number), rows(120).map((_, at) => at + 1));
  assert.equal((await t.inventory.byId(made.items[77]!.id)).value.note, "n77");
  const [batch] = await t.inventory.batches();
  assert.deepEqual([batch?.kind, batch?.name, batch?.changed], ["import", "x.csv", 120]);
  assert.equal((await t.inventory.undoBatch("b", SELLER)).changed, 120);
  assert.equal(t.inventory.find({}).total, 0);
  assert.equal(t.inventory.find({ trashed: true }).total, 120);
});

Deno.test("createMany() killed half-way goes on where it stopped", async () => {
  await using t = await openTestDatabase();
  const first = createInventory(t);
  await first.ready;
  const stop = new AbortController();
  await assert.rejects(
    first.createMany(rows(200), SELLER, {
      batchId: "b",
      signal: stop.signal,
      onProgress: (done) => done >= 80 ? stop.abort() : undefined,
    }),
  );
  const half = first.find({}).total;
  assert.ok(half >= 80 && half < 200);
  await first.close();

  const second = createInventory(t);
  await second.ready;
  const made = await second.createMany(rows(200), SELLER, { batchId: "b" });
  assert.equal(made.created, 200 - half);
  assert.equal(second.find({}).total, 200);
  assert.equal(new Set(made.items.map(({ number }) => number)).size, 200);
  assert.equal((await second.byId(made.items[3]!.id)).value.note, "n3");
  assert.equal((await second.batches())[0]?.changed, 200);
  await second.close();
});

Deno.test("createMany() started twice at once makes every row once", async () => {
  await using t = await openTestInventory();
  const run = () => t.inventory.createMany(rows(60), SELLER, { batchId: "b" });
  const [one, two, single] = await Promise.all([run(), run(), t.inventory.create({}, SELLER)]);
  assert.deepEqual([one.created, two.created], [60, 0]);
  assert.deepEqual(two.items, one.items);
  assert.ok(!one.items.some(({ number }) => number === single.value.number));
  assert.equal(t.inventory.find({}).total, 61);
});

Deno.test("createMany() grants the numbers wished for where they were never given", async () => {
  await using t = await openTestInventory();
  await t.inventory.create({}, SELLER);
  await t.inventory.create({}, SELLER);
  const wishes = [10, 5, 2, 5, undefined];
  const inputs = wishes.map((number) => ({ ...(number && { number }) }));
  const made = await t.inventory.createMany(inputs, SELLER, { batchId: "b" });
  assert.deepEqual(made.items.map(({ number }) => number), [10, 5, 11, 12, 13]);
  assert.equal((await t.inventory.create({}, SELLER)).value.number, 14);
});

Deno.test("createMany() refuses everything when one row is wrong, and says which", async () => {
  await using t = await openTestInventory();
  const wrong = (row: NewItem) =>
    t.inventory.createMany([...rows(3), row], SELLER, { batchId: "b" });
  await assert.rejects(
    wrong({ box: "x".repeat(50) }),
    (error) =>
      isFailure(error, "invalid") && error.key === "inventory.bad_row" &&
      error.params.row === 4 && error.params.field === "box",
  );
  await assert.rejects(wrong({ importKey: "row 1" }), refusedWith("inventory.bad_row"));
  await assert.rejects(
    wrong({ state: "listed", listingUrl: "ebay.it/itm/1" }),
    refusedWith("inventory.bad_row"),
  );
  await assert.rejects(wrong({ lotId: "none" }), refusedWith("inventory.no_such_lot"));
  assert.equal(t.inventory.find({}).total, 0);
  assert.deepEqual(await t.inventory.batches(), []);
});

Deno.test("undoBatch() of an import keeps what the seller changed since, not what a reader did", async () => {
  await using t = await openTestInventory();
  const { inventory } = t;
  const made = await inventory.createMany(rows(4), SELLER, { batchId: "b" });
  const [one, two, three] = made.items.map(({ id }) => id) as [string, string, string];
  await inventory.save(one, { fields: { box: "A" } }, SELLER);
  await inventory.proposeFacts(two, fact("brand", "Nike"), HOUSE);
  await inventory.setCover(two, { thumb: "c", count: 1 });
  await inventory.save(three, { fields: { box: "A" } }, SELLER);
  await inventory.undo((await inventory.history(three))[0]!.id, SELLER);
  const undone = await inventory.undoBatch("b", SELLER);
  assert.deepEqual(undone.refused.map(({ number, reason }) => [number, reason.key]), [
    [1, "inventory.changed_since_import"],
  ]);
  assert.deepEqual(inventory.find({}).rows.map(({ number }) => number), [1]);
  await assert.rejects(
    inventory.createMany(rows(4), SELLER, { batchId: "b" }),
    refusedWith("inventory.batch_closed"),
  );
});
