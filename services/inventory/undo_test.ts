import assert from "node:assert/strict";
import fc from "fast-check";
import { isFailure } from "../base/errors.ts";
import { createInventory, type Inventory } from "./inventory.ts";
import { AMOUNT_CENTS_MAX, type Item, SELLER, type State, STATES } from "./item.ts";
import { nextStates } from "./states.ts";
import { fact, openTestInventory } from "./testing.ts";
import { openTestDatabase } from "../store/testing.ts";

const refusedWith = (key: string, field?: string) => (error: unknown) =>
  isFailure(error, "conflict") && error.key === key &&
  (field === undefined || error.params.field === field);

/** All of an item but when it changed last. */
function plain({ updatedAt: _, ...item }: Item) {
  return item;
}

Deno.test("undo() brings back what stood before, and can itself be undone", async () => {
  await using t = await openTestInventory();
  const made = await t.inventory.create({ box: "A1" }, SELLER);
  const { row: edited } = await t.inventory.save(
    made.id,
    { fields: { box: "A2", note: "n" } },
    SELLER,
  );
  const [edit] = await t.inventory.history(made.id);
  const undone = await t.inventory.undo(edit!.id, SELLER);
  assert.deepEqual(plain(undone.value), plain(made.value));
  const [undoing, was] = await t.inventory.history(made.id);
  assert.equal(undoing?.undoes, edit!.id);
  assert.equal(was?.undoneBy, undoing?.id);
  const redone = await t.inventory.undo(undoing!.id, SELLER);
  assert.deepEqual(plain(redone.value), plain(edited.value));
  await assert.rejects(
    t.inventory.undo(edit!.id, SELLER),
    refusedWith("inventory.already_undone"),
  );
});

Deno.test("undo() refuses when something newer touched a field, and names it", async () => {
  await using t = await openTestInventory();
  const { id } = await t.inventory.create({}, SELLER);
  await t.inventory.save(id, { facts: { brand: "Nike", model: "Air" } }, SELLER);
  const [first] = await t.inventory.history(id);
  await t.inventory.save(id, { facts: { model: "Max" } }, SELLER);
  const before = await t.inventory.byId(id);
  await assert.rejects(
    t.inventory.undo(first!.id, SELLER),
    refusedWith("inventory.changed_since", "model"),
  );
  assert.deepEqual(await t.inventory.byId(id), before);
});

Deno.test("undo() of one fact leaves what was said of the others since", async () => {
  await using t = await openTestInventory();
  const { id } = await t.inventory.create({ facts: fact("brand", "Nike") }, SELLER);
  await t.inventory.save(id, { facts: { brand: null } }, SELLER);
  const [cleared] = await t.inventory.history(id);
  await t.inventory.save(id, { facts: { model: null, sizeLabel: "M" } }, SELLER);
  const { value } = await t.inventory.undo(cleared!.id, SELLER);
  assert.equal(value.facts.brand?.value, "Nike");
  assert.deepEqual(Object.keys(value.leftEmpty ?? {}), ["model"]);
  assert.equal(value.facts.sizeLabel?.value, "M");
});

Deno.test("undo() of a sale brings back the state and takes the sum away", async () => {
  await using t = await openTestInventory();
  const made = await t.inventory.create({ state: "listed" }, SELLER);
  const soldFor = { cents: 900, currency: "EUR" };
  await t.inventory.move(made.id, "sold", SELLER, { soldFor });
  const [sale] = await t.inventory.history(made.id);
  const { value } = await t.inventory.undo(sale!.id, SELLER);
  assert.deepEqual(plain(value), plain(made.value));
});

Deno.test("undo() of the making puts the item in the trash", async () => {
  await using t = await openTestInventory();
  const made = await t.inventory.create({}, SELLER);
  const [making] = await t.inventory.history(made.id);
  assert.ok((await t.inventory.undo(making!.id, SELLER)).value.trashedAt);
  const [undoing] = await t.inventory.history(made.id);
  const again = await t.inventory.undo(undoing!.id, SELLER);
  assert.deepEqual(plain(again.value), plain(made.value));
});

type Deed = (inventory: Inventory, id: string) => Promise<unknown>;

const deeds: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    box: fc.constantFrom("A1", "A2", null),
    note: fc.constantFrom("n", "m", null),
    price: fc.option(
      fc.record({
        cents: fc.integer({ min: 1, max: AMOUNT_CENTS_MAX }),
        currency: fc.constant("EUR"),
      }),
    ),
  }, { requiredKeys: [] }).map((patch): Deed => (inventory, id) =>
    inventory.save(id, { fields: patch }, SELLER)
  ),
  fc.record({
    brand: fc.constantFrom("Nike", "Puma", null),
    colours: fc.constantFrom<number[] | null>([1], [1, 2], null),
    measures: fc.constantFrom({ chest: 500 }, { chest: 500, length: 700 }, null),
  }, { requiredKeys: [] }).map((facts): Deed => (inventory, id) =>
    inventory.save(id, { facts }, SELLER)
  ),
  fc.constantFrom("Zara", "H&M").map((brand): Deed => (inventory, id) =>
    inventory.proposeFacts(id, fact("brand", brand, "tag"), { kind: "house" })
  ),
  fc.record({ to: fc.constantFrom<State>(...STATES), link: fc.boolean() }).map((
    { to, link },
  ): Deed =>
  async (inventory, id) => {
    const { value } = await inventory.byId(id);
    const legal = nextStates(value.state).some((next) => next.to === to);
    const details = link ? { listingUrl: "vinted.it/items/5" } : {};
    if (legal) return await inventory.move(id, to, SELLER, details);
    if (to === value.state) return;
    await assert.rejects(inventory.move(id, to, SELLER), refusedWith("inventory.cannot_move"));
  }),
);

Deno.test("taking back any story step by step gives every earlier form exactly, and again forwards", async () => {
  await using t = await openTestInventory();
  await fc.assert(
    fc.asyncProperty(fc.array(deeds, { maxLength: 12 }), async (story) => {
      const { inventory } = t;
      const made = await inventory.create({ box: "A0" }, SELLER);
      const forms = [plain(made.value)];
      const entries: string[] = [];
      for (const deed of story) {
        t.clock.advance(1);
        const told = (await inventory.history(made.id))[0]!.id;
        await deed(inventory, made.id);
        const newest = (await inventory.history(made.id))[0]!.id;
        if (newest === told) continue;
        entries.push(newest);
        forms.push(plain((await inventory.byId(made.id)).value));
      }
      const undoings: string[] = [];
      for (let at = entries.length - 1; at >= 0; at--) {
        const { value } = await inventory.undo(entries[at]!, SELLER);
        assert.deepEqual(plain(value), forms[at]);
        undoings.push((await inventory.history(made.id))[0]!.id);
      }
      for (const [at, undoing] of undoings.toReversed().entries()) {
        const { value } = await inventory.undo(undoing, SELLER);
        assert.deepEqual(plain(value), forms[at + 1]);
      }
    }),
    { numRuns: 40 },
  );
});

Deno.test("the memory of the lists and a fresh reading of the store agree after any story", async () => {
  await using t = await openTestDatabase();
  const inventory = createInventory(t);
  await inventory.ready;
  await fc.assert(
    fc.asyncProperty(fc.array(deeds, { maxLength: 8 }), async (story) => {
      const { id } = await inventory.create({}, SELLER);
      for (const deed of story) await deed(inventory, id);
      const anew = createInventory(t);
      await anew.ready;
      assert.deepEqual(anew.find({ limit: 500 }), inventory.find({ limit: 500 }));
      assert.deepEqual(anew.find({ text: "nike" }), inventory.find({ text: "nike" }));
      await anew.close();
    }),
    { numRuns: 15 },
  );
  await inventory.close();
});
