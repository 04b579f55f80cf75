import assert from "node:assert/strict";
import { isFailure } from "../base/errors.ts";
import type { Inventory } from "./inventory.ts";
import { type Item, SELLER } from "./item.ts";
import type { NewItem } from "./new_item.ts";
import { openTestInventory } from "./testing.ts";

const euro = (cents: number) => ({ cents, currency: "EUR" });
const refusedWith = (key: string) => (error: unknown) => isFailure(error) && error.key === key;

async function make(inventory: Inventory, ...inputs: NewItem[]): Promise<string[]> {
  const ids: string[] = [];
  for (const input of inputs) ids.push((await inventory.create(input, SELLER)).id);
  return ids;
}

async function items(inventory: Inventory, ids: readonly string[]): Promise<Item[]> {
  return await Promise.all(ids.map(async (id) => (await inventory.byId(id)).value));
}

Deno.test("bulk() does what it can and says of each other item why not", async () => {
  await using t = await openTestInventory();
  const ids = await make(t.inventory, { state: "listed" }, { state: "shipped" }, {}, {});
  await t.inventory.trash([ids[3]!], SELLER);
  const done = await t.inventory.bulk([...ids, "gone"], { kind: "move", to: "sold" }, SELLER);
  assert.equal(done.changed, 2);
  assert.deepEqual(done.refused.map(({ number, reason }) => [number, reason.key]), [
    [2, "inventory.cannot_move"],
    [4, "inventory.in_trash"],
    [undefined, "inventory.no_such_item"],
  ]);
  const [one, two, three] = await items(t.inventory, ids);
  assert.deepEqual([one?.state, two?.state, three?.state], ["sold", "shipped", "sold"]);
});

Deno.test("bulk() changes boxes, origins and lots, and counts no item that was so already", async () => {
  await using t = await openTestInventory();
  const { inventory } = t;
  const ids = await make(inventory, { box: "A1" }, { box: "B1" }, {});
  assert.equal((await inventory.bulk(ids, { kind: "box", box: "A1" }, SELLER)).changed, 2);
  assert.equal((await inventory.bulk(ids, { kind: "box", box: null }, SELLER)).changed, 3);
  assert.equal(
    (await inventory.bulk(ids, { kind: "origin", origin: "resale" }, SELLER)).changed,
    3,
  );
  const lot = await inventory.lots.create({ name: "Solaio" });
  assert.equal((await inventory.bulk(ids, { kind: "lot", lotId: lot.id }, SELLER)).changed, 3);
  for (const item of await items(inventory, ids)) {
    assert.deepEqual([item.box, item.origin, item.lotId], [undefined, "resale", lot.id]);
  }
  await assert.rejects(
    inventory.bulk(ids, { kind: "lot", lotId: "none" }, SELLER),
    refusedWith("inventory.no_such_lot"),
  );
});

Deno.test("bulk() takes a tenth off to the cent, but not below what the marketplace takes", async () => {
  await using t = await openTestInventory();
  const ids = await make(t.inventory, { price: euro(1_995) }, { price: euro(105) }, {});
  const action = { kind: "price_percent", percent: -10 } as const;
  const done = await t.inventory.bulk(ids, action, SELLER);
  assert.deepEqual(done.refused.map(({ reason }) => reason.key), [
    "inventory.price_out_of_range",
    "inventory.no_price",
  ]);
  assert.deepEqual((await items(t.inventory, ids)).map(({ price }) => price?.cents), [
    1_796,
    105,
    undefined,
  ]);
});

Deno.test("undoBatch() takes back what the action did, and is taken back itself", async () => {
  await using t = await openTestInventory();
  const { inventory } = t;
  const ids = await make(inventory, ...Array.from({ length: 100 }, (_, at) => ({ box: `A${at}` })));
  const before = await items(inventory, ids);
  const done = await inventory.bulk(ids, { kind: "box", box: "Z" }, SELLER);
  const after = await items(inventory, ids);
  const undone = await inventory.undoBatch(done.batchId, SELLER);
  assert.equal(undone.changed, 100);
  assert.deepEqual(await items(inventory, ids), before);
  await inventory.undoBatch(undone.batchId, SELLER);
  assert.deepEqual(await items(inventory, ids), after);
  await assert.rejects(
    inventory.undoBatch(done.batchId, SELLER),
    refusedWith("inventory.already_undone"),
  );
});

Deno.test("undoBatch() leaves the items that were changed since, and names them", async () => {
  await using t = await openTestInventory();
  const { inventory } = t;
  const [one, two, three] = await make(inventory, { box: "A" }, { box: "B" }, { box: "C" });
  const done = await inventory.bulk([one!, two!, three!], { kind: "box", box: "Z" }, SELLER);
  await inventory.save(two!, { fields: { box: "Y" } }, SELLER);
  const [last] = await inventory.history(three!);
  await inventory.undo(last!.id, SELLER);
  const undone = await inventory.undoBatch(done.batchId, SELLER);
  assert.equal(undone.changed, 1);
  assert.deepEqual(
    undone.refused.map(({ number, reason }) => [number, reason.key, reason.params]),
    [
      [2, "inventory.changed_since", { field: "box" }],
    ],
  );
  const boxes = (await items(inventory, [one!, two!, three!])).map(({ box }) => box);
  assert.deepEqual(boxes, ["A", "Y", "C"]);
});

Deno.test("trash() and restore() are actions like the others", async () => {
  await using t = await openTestInventory();
  const { inventory } = t;
  const ids = await make(inventory, {}, {});
  const trashed = await inventory.trash(ids, SELLER);
  assert.equal(inventory.find({}).total, 0);
  await inventory.undoBatch(trashed.batchId, SELLER);
  assert.equal(inventory.find({}).total, 2);
  await inventory.trash(ids, SELLER);
  assert.equal((await inventory.restore(ids, SELLER)).changed, 2);
  assert.deepEqual((await inventory.history(ids[0]!)).map(({ kind }) => kind), [
    "restored",
    "trashed",
    "undone",
    "trashed",
    "created",
  ]);
});

Deno.test("batches() lists the newest actions first", async () => {
  await using t = await openTestInventory();
  const ids = await make(t.inventory, {}, {});
  await t.inventory.bulk(ids, { kind: "box", box: "A" }, SELLER);
  t.clock.advance(1);
  await t.inventory.trash(ids, SELLER);
  const found = await t.inventory.batches();
  assert.deepEqual(found.map(({ action, changed }) => [action?.kind, changed]), [
    ["trash", 2],
    ["box", 2],
  ]);
  assert.equal((await t.inventory.batches(1)).length, 1);
});
