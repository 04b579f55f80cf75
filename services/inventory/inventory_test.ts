import assert from "node:assert/strict";
import { isFailure } from "../base/errors.ts";
import { DAY_MS } from "../base/time.ts";
import { AMOUNT_CENTS_MAX, type Item, SELLER } from "./item.ts";
import { fact, openTestInventory } from "./testing.ts";

const HOUSE = { kind: "house", name: "ocr" } as const;
const euro = (cents: number) => ({ cents, currency: "EUR" });
const refusedWith = (key: string) => (error: unknown) => isFailure(error) && error.key === key;

Deno.test("create() gives each item the next number, also when many ask at once", async () => {
  await using t = await openTestInventory();
  const made = await Promise.all(
    Array.from({ length: 40 }, () => t.inventory.create({}, SELLER)),
  );
  const numbers = made.map(({ value }) => value.number).sort((a, b) => a - b);
  assert.deepEqual(numbers, Array.from({ length: 40 }, (_, at) => at + 1));
});

Deno.test("create() never gives a number twice, not even that of an item that was purged", async () => {
  await using t = await openTestInventory();
  const { id } = await t.inventory.create({}, SELLER);
  await t.inventory.trash([id], SELLER);
  t.clock.advance(31 * DAY_MS);
  assert.deepEqual(await t.inventory.purgeTrash(() => Promise.resolve()), [id]);
  assert.equal((await t.inventory.create({}, SELLER)).value.number, 2);
});

Deno.test("create() keeps what is given, and the canonical link only where there can be one", async () => {
  await using t = await openTestInventory();
  const link = "https://www.vinted.it/items/99-felpa?x=1";
  const listed = await t.inventory.create(
    { state: "listed", listingUrl: link, box: " A2 " },
    SELLER,
  );
  assert.equal(listed.value.listingUrl, "https://www.vinted.it/items/99");
  assert.equal(listed.value.listingId, "99");
  assert.equal(listed.value.box, "A2");
  const draft = await t.inventory.create({ listingUrl: link, soldFor: euro(100) }, SELLER);
  assert.equal(draft.value.listingUrl, undefined);
  assert.equal(draft.value.soldFor, undefined);
});

Deno.test("create() refuses a lot that is not there and a field that cannot be", async () => {
  await using t = await openTestInventory();
  const create = (input: object) => t.inventory.create(input, SELLER);
  await assert.rejects(create({ lotId: "none" }), refusedWith("inventory.no_such_lot"));
  await assert.rejects(create({ box: "x".repeat(41) }), refusedWith("inventory.bad_field"));
  assert.equal(t.inventory.find({}).total, 0);
});

Deno.test("no amount is taken that is negative or beyond all measure", async () => {
  await using t = await openTestInventory();
  const { inventory } = t;
  const { id } = await inventory.create({ state: "listed" }, SELLER);
  for (const amount of [euro(-5), euro(AMOUNT_CENTS_MAX + 1), euro(0.5)]) {
    const attempts: (() => Promise<unknown>)[] = [
      () => inventory.create({ price: amount }, SELLER),
      () => inventory.create({ cost: amount }, SELLER),
      () => inventory.save(id, { fields: { price: amount } }, SELLER),
      () => inventory.save(id, { fields: { cost: amount } }, SELLER),
      () => inventory.move(id, "sold", SELLER, { soldFor: amount }),
      () => inventory.lots.create({ name: "Lotto", cost: amount }),
    ];
    // One after the other: a refusal that nobody awaits yet would end the test.
    for (const attempt of attempts) {
      await assert.rejects(attempt(), refusedWith("inventory.bad_field"));
    }
  }
});

Deno.test("get() finds by the number on the label, byId() by id, both say when there is none", async () => {
  await using t = await openTestInventory();
  const { id, value } = await t.inventory.create({ note: "x" }, SELLER);
  assert.equal((await t.inventory.get(value.number)).id, id);
  assert.equal((await t.inventory.byId(id)).value.note, "x");
  await assert.rejects(t.inventory.get(7), refusedWith("inventory.no_such_number"));
  await assert.rejects(t.inventory.byId("7"), refusedWith("inventory.no_such_item"));
});

Deno.test("save() writes one history entry with what stood before, and returns it", async () => {
  await using t = await openTestInventory();
  const { id } = await t.inventory.create({ box: "A1", note: "x" }, SELLER);
  const saved = await t.inventory.save(id, {
    fields: { box: "A2", note: null, price: euro(500) },
  }, SELLER);
  assert.equal(saved.row.value.box, "A2");
  assert.ok(!("note" in saved.row.value));
  assert.deepEqual(saved.row, await t.inventory.byId(id));
  const [entry, ...others] = await t.inventory.history(id);
  assert.deepEqual(saved.entry, entry);
  assert.deepEqual(others.map(({ kind }) => kind), ["created"]);
  assert.equal(entry?.kind, "edited");
  assert.deepEqual(entry?.by, SELLER);
  assert.deepEqual(entry?.changes, [
    { path: "box", before: "A1", after: "A2" },
    { path: "note", before: "x" },
    { path: "price", after: euro(500) },
  ]);
});

Deno.test("save() of facts and fields is one history entry, and one undo takes both back", async () => {
  await using t = await openTestInventory();
  const made = await t.inventory.create({ box: "A1", facts: fact("brand", "Nike") }, SELLER);
  const { entry } = await t.inventory.save(made.id, {
    facts: { brand: "Puma", model: null },
    fields: { box: "A2" },
  }, SELLER);
  assert.equal((await t.inventory.history(made.id)).length, 2);
  assert.equal(entry?.kind, "edited");
  const paths = entry?.changes.map(({ path }) => path).sort();
  assert.deepEqual(paths, ["box", "facts.brand", "leftEmpty.model"]);
  const { value } = await t.inventory.undo(entry!.id, SELLER);
  assert.equal(value.box, "A1");
  assert.equal(value.facts.brand?.value, "Nike");
  assert.equal(value.leftEmpty, undefined);
});

Deno.test("save() refuses facts and fields together when one of them is wrong", async () => {
  await using t = await openTestInventory();
  const made = await t.inventory.create({ box: "A1" }, SELLER);
  await assert.rejects(
    t.inventory.save(made.id, { facts: { brand: "Puma" }, fields: { price: euro(-5) } }, SELLER),
    refusedWith("inventory.bad_field"),
  );
  await assert.rejects(
    t.inventory.save(made.id, {
      facts: { brand: "x".repeat(61) },
      fields: { box: "A2" },
    }, SELLER),
    refusedWith("inventory.bad_fact"),
  );
  assert.deepEqual(await t.inventory.byId(made.id), made);
});

Deno.test("save() of a function reads its changes off the item as it is when they are written", async () => {
  await using t = await openTestInventory();
  const { id } = await t.inventory.create({ note: "0" }, SELLER);
  const countUp = () =>
    t.inventory.save(id, ({ note }) => ({ fields: { note: String(Number(note) + 1) } }), SELLER);
  await Promise.all(Array.from({ length: 5 }, countUp));
  assert.equal((await t.inventory.byId(id)).value.note, "5");
});

Deno.test("save() that changes nothing writes nothing and has no history entry to undo", async () => {
  await using t = await openTestInventory();
  const made = await t.inventory.create({ box: "A1" }, SELLER);
  t.clock.advance(5);
  assert.deepEqual(
    await t.inventory.save(made.id, { fields: { box: "A1", note: "" } }, SELLER),
    { row: made, entry: null },
  );
  assert.equal((await t.inventory.history(made.id)).length, 1);
});

Deno.test("save() and move() refuse to overwrite a version that the seller has not seen", async () => {
  await using t = await openTestInventory();
  const seen = await t.inventory.create({}, SELLER);
  await t.inventory.save(seen.id, { fields: { box: "B1" } }, SELLER, { expect: seen.stamp });
  await assert.rejects(
    t.inventory.save(seen.id, { fields: { box: "C1" } }, SELLER, { expect: seen.stamp }),
    refusedWith("inventory.edited_elsewhere"),
  );
  await assert.rejects(
    t.inventory.move(seen.id, "ready", SELLER, {}, { expect: seen.stamp }),
    refusedWith("inventory.edited_elsewhere"),
  );
});

Deno.test("edits of different fields at once are all kept", async () => {
  await using t = await openTestInventory();
  const { id } = await t.inventory.create({}, SELLER);
  await Promise.all([
    t.inventory.save(id, { fields: { box: "A1" } }, SELLER),
    t.inventory.save(id, { fields: { note: "n" } }, SELLER),
    t.inventory.save(id, { fields: { price: euro(100) } }, SELLER),
    t.inventory.proposeFacts(id, fact("brand", "Nike"), HOUSE),
    t.inventory.setCover(id, { thumb: "c", count: 2 }),
  ]);
  const { value } = await t.inventory.byId(id);
  assert.equal(value.box, "A1");
  assert.equal(value.note, "n");
  assert.equal(value.price?.cents, 100);
  assert.equal(value.facts.brand?.value, "Nike");
  assert.equal(value.photoCount, 2);
});

Deno.test("save() refuses a link to elsewhere, and any link before the item is listed", async () => {
  await using t = await openTestInventory();
  const { id } = await t.inventory.create({}, SELLER);
  const link = (listingUrl: string) => t.inventory.save(id, { fields: { listingUrl } }, SELLER);
  await assert.rejects(link("vinted.it/items/1"), refusedWith("inventory.not_listed"));
  await t.inventory.move(id, "listed", SELLER);
  await assert.rejects(link("ebay.it/itm/1"), refusedWith("inventory.not_a_listing_link"));
  assert.equal((await link("vinted.it/items/1")).row.value.listingId, "1");
  assert.equal((await link("")).row.value.listingId, undefined);
});

Deno.test("proposeFacts() says what it took, and leaves the seller's word and silence alone", async () => {
  await using t = await openTestInventory();
  const { id } = await t.inventory.create({}, SELLER);
  await t.inventory.save(id, { facts: { brand: "Nike", model: null } }, SELLER);
  const proposals = {
    ...fact("brand", "Puma", "tag", 1),
    ...fact("model", "Air", "tag", 1),
    ...fact("sizeLabel", "M", "tag", 0.9),
  };
  const read = await t.inventory.proposeFacts(id, proposals, HOUSE);
  assert.deepEqual(read.taken, ["sizeLabel"]);
  assert.equal(read.value.facts.brand?.value, "Nike");
  assert.equal(read.value.facts.model, undefined);
  assert.deepEqual((await t.inventory.history(id))[0]?.kind, "read");
  assert.deepEqual((await t.inventory.proposeFacts(id, proposals, HOUSE)).taken, []);
  assert.equal((await t.inventory.history(id)).length, 3);
});

Deno.test("move() records the pasted link and the sum of the sale", async () => {
  await using t = await openTestInventory();
  const { id } = await t.inventory.create({}, SELLER);
  const listingUrl = "Guarda: https://www.vinted.fr/items/123-robe";
  const { row: listed } = await t.inventory.move(id, "listed", SELLER, { listingUrl });
  assert.equal(listed.value.listingUrl, "https://www.vinted.fr/items/123");
  assert.equal(listed.value.listedAt, t.clock.now());
  const { row: sold } = await t.inventory.move(id, "sold", SELLER, { soldFor: euro(1_500) });
  assert.deepEqual(sold.value.soldFor, euro(1_500));
  await assert.rejects(t.inventory.move(id, "draft", SELLER), refusedWith("inventory.cannot_move"));
});

Deno.test("what lies in the trash is not changed until it is restored", async () => {
  await using t = await openTestInventory();
  const { id } = await t.inventory.create({}, SELLER);
  await t.inventory.trash([id], SELLER);
  await assert.rejects(
    t.inventory.save(id, { fields: { box: "A" } }, SELLER),
    refusedWith("inventory.in_trash"),
  );
  await assert.rejects(t.inventory.move(id, "ready", SELLER), refusedWith("inventory.in_trash"));
  await t.inventory.restore([id], SELLER);
  const { row } = await t.inventory.save(id, { fields: { box: "A" } }, SELLER);
  assert.equal(row.value.box, "A");
});

Deno.test("setCover() is no news of the item itself", async () => {
  await using t = await openTestInventory();
  const { id, value } = await t.inventory.create({}, SELLER);
  t.clock.advance(1_000);
  await t.inventory.setCover(id, { thumb: "abc", count: 3 });
  const covered: Item = (await t.inventory.byId(id)).value;
  assert.deepEqual(covered, { ...value, cover: "abc", photoCount: 3 });
  await t.inventory.setCover(id, { thumb: null, count: 0 });
  assert.deepEqual((await t.inventory.byId(id)).value, value);
  assert.equal((await t.inventory.history(id)).length, 1);
});

Deno.test("purgeTrash() removes what is old, after what belongs to it, and nothing that is restored", async () => {
  await using t = await openTestInventory();
  const make = async () => (await t.inventory.create({}, SELLER)).id;
  const [old, restored, young, kept] = [await make(), await make(), await make(), await make()];
  await t.inventory.trash([old, restored], SELLER);
  await t.inventory.restore([restored], SELLER);
  t.clock.advance(30 * DAY_MS);
  await t.inventory.trash([young], SELLER);
  const forgotten: string[] = [];
  const purged = await t.inventory.purgeTrash(async (id) => {
    assert.ok(await t.inventory.byId(id));
    forgotten.push(id);
  });
  assert.deepEqual([purged, forgotten], [[old], [old]]);
  assert.deepEqual(await t.inventory.history(old), []);
  for (const id of [restored, young, kept]) assert.ok(await t.inventory.byId(id));
  assert.deepEqual(t.inventory.find({ trashed: true }).rows.map(({ id }) => id), [young]);
});
