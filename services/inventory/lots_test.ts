import assert from "node:assert/strict";
import { isFailure } from "../base/errors.ts";
import { SELLER } from "./item.ts";
import { openTestInventory } from "./testing.ts";

const euro = (cents: number) => ({ cents, currency: "EUR" });
const refusedWith = (key: string) => (error: unknown) => isFailure(error) && error.key === key;

Deno.test("lots.splitCost() writes on each item its share, evenly, by price or by weight", async () => {
  await using t = await openTestInventory();
  const { lots, createMany, byId, undoBatch } = t.inventory;
  const lot = await lots.create({ name: "Scatolone", cost: euro(1_000), boughtOn: "2026-01-10" });
  const inputs = [{ price: euro(3_000) }, { price: euro(1_000) }, {}];
  const { items } = await createMany(
    inputs.map((input) => ({ ...input, lotId: lot.id })),
    SELLER,
    { batchId: "b" },
  );
  const costs = async () =>
    await Promise.all(items.map(async ({ id }) => (await byId(id)).value.cost?.cents));
  const evenly = await lots.splitCost(lot.id, { by: "evenly" }, SELLER);
  assert.deepEqual(await costs(), [333, 333, 334]);
  await lots.splitCost(lot.id, { by: "price" }, SELLER);
  assert.deepEqual(await costs(), [750, 250, 0]);
  const weights = { [items[0]!.id]: 100, [items[2]!.id]: 300 };
  const weighed = await lots.splitCost(lot.id, { by: "weight", weights }, SELLER);
  assert.deepEqual(await costs(), [250, 0, 750]);
  await undoBatch(weighed.batchId, SELLER);
  assert.deepEqual(await costs(), [750, 250, 0]);
  assert.equal((await undoBatch(evenly.batchId, SELLER)).changed, 0);
});

Deno.test("lots.splitCost() needs a cost and items, and shares nothing with the trash", async () => {
  await using t = await openTestInventory();
  const { lots, create, trash, byId } = t.inventory;
  const lot = await lots.create({ name: "Lotto" });
  const split = () => lots.splitCost(lot.id, { by: "evenly" }, SELLER);
  await assert.rejects(split(), refusedWith("inventory.lot_without_cost"));
  await lots.edit(lot.id, ({ name }) => ({ name, cost: euro(500) }));
  await assert.rejects(split(), refusedWith("inventory.lot_empty"));
  const [kept, thrown] = [
    await create({ lotId: lot.id }, SELLER),
    await create({ lotId: lot.id }, SELLER),
  ];
  await trash([thrown.id], SELLER);
  assert.equal((await split()).changed, 1);
  assert.equal((await byId(kept.id)).value.cost?.cents, 500);
});

Deno.test("lots are made, changed, listed, and removed when nothing is in them", async () => {
  await using t = await openTestInventory();
  const { lots, create, save } = t.inventory;
  const one = await lots.create({ name: " Uno " });
  const two = await lots.create({ name: "Due" });
  assert.equal(one.name, "Uno");
  assert.deepEqual((await lots.list()).map(({ id }) => id), [two.id, one.id]);
  await assert.rejects(lots.create({ name: " " }), refusedWith("inventory.bad_field"));
  const item = await create({ lotId: one.id }, SELLER);
  await assert.rejects(lots.remove(one.id), refusedWith("inventory.lot_in_use"));
  await save(item.id, { fields: { lotId: null } }, SELLER);
  await lots.remove(one.id);
  await assert.rejects(lots.get(one.id), refusedWith("inventory.no_such_lot"));
});

Deno.test("save() and create() take the lot of a name, and make it where there is none", async () => {
  await using t = await openTestInventory();
  const { lots, create, save, byId } = t.inventory;
  const { id, value } = await create({ lot: " Mercatino " }, SELLER);
  const [made] = await lots.list();
  assert.equal(made?.name, "Mercatino");
  assert.equal(value.lotId, made.id);
  assert.ok(!("lot" in value));
  const other = await create({}, SELLER);
  const { row, entry } = await save(other.id, { lot: "MERCATINO" }, SELLER);
  assert.equal(row.value.lotId, made.id);
  assert.deepEqual(entry?.changes.map(({ path }) => path), ["lotId"]);
  await save(id, { lot: "Soffitta" }, SELLER);
  assert.deepEqual((await lots.list()).map(({ name }) => name).toSorted(), [
    "Mercatino",
    "Soffitta",
  ]);
  await assert.rejects(save(id, { lot: " " }, SELLER), refusedWith("inventory.bad_field"));
  await assert.rejects(save(id, { lot: "Nuovo", fields: { lotId: "?" } }, SELLER));
  assert.equal((await lots.list()).length, 2);
  assert.notEqual((await byId(id)).value.lotId, made.id);
});
