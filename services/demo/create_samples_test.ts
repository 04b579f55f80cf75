import assert from "node:assert/strict";
import { createInventory, SELLER } from "../inventory/mod.ts";
import { openTestDatabase } from "../store/testing.ts";
import { openTestPhotos } from "../photos/testing.ts";
import { category } from "../taxonomy/mod.ts";
import { createDemoItems, DEMO_BATCH } from "./create_samples.ts";
import { renderDrawing } from "./render_codec.ts";
import { sampleWardrobe } from "./wardrobe.ts";

Deno.test("the sample wardrobe knows only categories that exist and shows every kind of work", () => {
  const items = sampleWardrobe(0).map(({ item }) => item);
  for (const { facts } of items) {
    assert.ok(category(facts!.category!.value), facts!.category!.value);
  }
  const states = new Set(items.map(({ state }) => state));
  for (const state of ["draft", "ready", "listed", "sold"] as const) assert.ok(states.has(state));
});

const quietly = { progress: () => Promise.resolve() };

Deno.test("createDemoItems() plants once, with photos that get ready, and one undo takes it away", async () => {
  await using rooms = await openTestPhotos();
  await using database = await openTestDatabase();
  const { photos, clock } = rooms;
  const inventory = createInventory({ db: database.db, clock, newId: database.newId });
  await inventory.ready;
  const needs = { inventory, photos, clock, render: renderDrawing };
  await createDemoItems(needs, quietly);
  const { rows, total } = inventory.find({});
  assert.equal(total, sampleWardrobe(0).length);
  const first = rows.find(({ number }) => number === 1)!;
  assert.equal((await photos.list(first.id)).length, 3);

  await createDemoItems(needs, quietly);
  assert.equal(inventory.find({}).total, total);
  assert.equal((await photos.list(first.id)).length, 3);

  await rooms.settled();
  assert.ok((await photos.list(first.id)).every(({ state }) => state === "ready"));

  await inventory.undoBatch(DEMO_BATCH, SELLER);
  assert.equal(inventory.find({}).total, 0);
  await inventory.close();
});
