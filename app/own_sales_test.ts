import assert from "node:assert/strict";
import { ownSaleOf, ownSales, subjectOf } from "./own_sales.ts";
import { sampleWardrobe } from "../services/demo/wardrobe.ts";
import { type Item, type NewItem, SELLER } from "../services/inventory/mod.ts";
import { fact, openTestInventory } from "../services/inventory/testing.ts";
import { silentLogger } from "../services/base/log.ts";
import { createEvidence } from "../services/market/mod.ts";
import { NOW, observation, syntheticMarket } from "../services/market/testing.ts";

const euros = (amount: number) => ({ cents: amount * 100, currency: "EUR" });
const LISTING = "https://www.vinted.it/items/4711";
const SHOES: NewItem = {
  state: "listed",
  price: euros(30),
  listedAt: NOW,
  listingUrl: LISTING,
  facts: {
    ...fact("brand", "Nike"),
    ...fact("model", "Runner"),
    ...fact("category", "women.sneakers"),
    ...fact("sizeLabel", "40"),
    ...fact("condition", 2),
    ...fact("colours", [7]),
    ...fact("material", [{ fibre: "leather", percent: 80 }]),
  },
};

async function openRooms() {
  const { inventory, db, clock, newId, close } = await openTestInventory();
  const open = async () => {
    const evidence = createEvidence({ db, clock, log: silentLogger, ownSales: ownSales(db) });
    await evidence.ready;
    return evidence;
  };
  const evidence = await open();
  const sold = async () =>
    (await evidence.sightings({ mode: "own" })).sightings.map((one) => one.observation.price.cents);
  return {
    inventory,
    newId,
    evidence,
    sold,
    /** A second room on the same records, as after a restart. */
    reopen: open,
    async [Symbol.asyncDispose]() {
      await evidence.close();
      await close();
    },
  };
}

Deno.test("what is sold becomes evidence, follows each correction, and goes when the sale falls through", async () => {
  await using rooms = await openRooms();
  const { inventory, sold } = rooms;
  const { id } = await inventory.create(SHOES, SELLER);
  assert.deepEqual(await sold(), []);
  await inventory.move(id, "sold", SELLER, { soldFor: euros(25) });
  assert.deepEqual(await sold(), [2500]);
  await inventory.move(id, "sold", SELLER, { soldFor: euros(24) });
  assert.deepEqual(await sold(), [2400]);
  await inventory.move(id, "shipped", SELLER);
  assert.deepEqual(await sold(), [2400]);
  await inventory.move(id, "completed", SELLER);
  await inventory.move(id, "returned", SELLER);
  assert.deepEqual(await sold(), []);
});

Deno.test("undoing a sale, or the item in the trash, takes the evidence away and brings it back", async () => {
  await using rooms = await openRooms();
  const { inventory, sold } = rooms;
  const { id } = await inventory.create(SHOES, SELLER);
  await inventory.move(id, "sold", SELLER, { soldFor: euros(25) });
  const [sale] = await inventory.history(id);
  await inventory.undo(sale!.id, SELLER);
  assert.deepEqual(await sold(), []);
  const [undoing] = await inventory.history(id);
  await inventory.undo(undoing!.id, SELLER);
  assert.deepEqual(await sold(), [2500]);
  await inventory.trash([id], SELLER);
  assert.deepEqual(await sold(), []);
  await inventory.restore([id], SELLER);
  assert.deepEqual(await sold(), [2500]);
});

Deno.test("a sale is there once after each start, and tells how long it took", async () => {
  await using rooms = await openRooms();
  const { inventory, reopen } = rooms;
  const { id } = await inventory.create(SHOES, SELLER);
  await inventory.move(id, "sold", SELLER, { soldFor: euros(25), at: NOW + 5 });
  const again = await reopen();
  const { own, sold, total } = again.summary();
  assert.deepEqual([own, sold, total], [1, 1, 1]);
  const sighting = await again.get(`it:${id}`);
  assert.equal(sighting?.firstSeen, NOW);
  assert.deepEqual(sighting?.gone, { at: NOW + 5, how: "sold" });
  await again.close();
});

Deno.test("a sale speaks for others like it, once, and never for itself", async () => {
  await using rooms = await openRooms();
  const { inventory, evidence } = rooms;
  const { id } = await inventory.create(SHOES, SELLER);
  const other = (await inventory.create(SHOES, SELLER)).value;
  await inventory.move(id, "sold", SELLER, { soldFor: euros(25) });
  const seen = observation({ id: "4711", kind: "sold", mode: "capture", title: "Nike Runner" });
  await evidence.take({
    kind: "answer",
    observations: [...syntheticMarket(100, 0.3), seen],
    dropped: {},
    notUnderstood: {},
  });
  const mine = evidence.appraise(subjectOf((await inventory.byId(id)).value));
  const { listingId: _listing, ...elsewhere } = other;
  const theirs = evidence.appraise(subjectOf(elsewhere));
  assert.ok(mine.enough && theirs.enough);
  assert.equal(mine.counts.own, 0);
  assert.equal(theirs.counts.own, 1);
  assert.equal(theirs.rows[0]?.reason, "own_sale");
  for (const { rows } of [mine, theirs]) {
    assert.ok(rows.every((row) => row.observation.id !== "4711"));
  }
});

Deno.test("subjectOf() says what is known of an item, as the market would say it", async () => {
  await using rooms = await openRooms();
  const { value: item } = await rooms.inventory.create(SHOES, SELLER);
  const { itself, title, ...subject } = subjectOf(item);
  assert.match(title, /Nike Runner/);
  assert.deepEqual(subject, {
    brand: "Nike",
    category: "women.sneakers",
    size: "40",
    condition: 2,
    colours: [7],
    materials: ["leather"],
    currency: "EUR",
    country: "it",
  });
  assert.deepEqual(itself, [item.id, "4711"]);
});

Deno.test("the sample wardrobe sold nothing", async () => {
  await using rooms = await openRooms();
  const samples = sampleWardrobe(NOW).map(({ item }) => item);
  assert.ok(samples.some(({ soldFor }) => soldFor));
  await rooms.inventory.createMany(samples, SELLER, { batchId: rooms.newId(), name: "sample" });
  assert.deepEqual(await rooms.sold(), []);
  const real = { ...samples.find(({ soldFor }) => soldFor), importKey: "another" };
  assert.ok(ownSaleOf({ ...real, id: "1", facts: {}, state: "sold", updatedAt: 0 } as Item));
});
