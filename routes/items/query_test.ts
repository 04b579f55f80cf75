import assert from "node:assert/strict";
import fc from "fast-check";
import { type ItemQuery, STATES } from "../../services/inventory/mod.ts";
import { addressOf, filtersOn, pageAfter, pageBefore, queryOf } from "./query.ts";

const read = (address: string) => queryOf(new URL(address, "http://localhost").searchParams);

Deno.test("addressOf() and queryOf() are each other's way back", () => {
  const words = fc.string({ minLength: 1, maxLength: 20 }).map((s) => s.trim()).filter(Boolean);
  const query: fc.Arbitrary<ItemQuery> = fc.record({
    text: words,
    states: fc.uniqueArray(fc.constantFrom(...STATES), { minLength: 1 }),
    boxes: fc.uniqueArray(words, { minLength: 1, maxLength: 3 }),
    priceFromCents: fc.integer({ min: 1, max: 3_000_000 }),
    hasPhotos: fc.boolean(),
    olderThanDays: fc.integer({ min: 0, max: 9_999 }),
    sort: fc.constantFrom("price" as const, "box" as const),
  }, { requiredKeys: [], noNullPrototype: true });
  fc.assert(fc.property(query, (query) => {
    assert.deepEqual(read(addressOf(query)), query);
  }));
});

Deno.test("queryOf() leaves out what it cannot read", () => {
  assert.deepEqual(read("/items?state=lost&from=abc&older=-1&sort=luck&origin=stolen"), {
    states: [],
  });
});

Deno.test("another question begins on page one, the next page does not change the question", () => {
  const second: ItemQuery = { text: "nike", offset: 50 };
  assert.equal(addressOf(second, { text: "zara" }), "/items?q=zara");
  assert.equal(addressOf(second, { offset: 100 }), "/items?q=nike&offset=100");
  assert.equal(pageBefore(second), 0);
  assert.equal(pageAfter(second, 100), null);
  assert.equal(pageAfter(second, 101), 100);
});

Deno.test("filtersOn() counts what hides items, not how they are shown", () => {
  assert.equal(filtersOn({ text: "a", states: ["draft"], sort: "price" }), 0);
  assert.equal(filtersOn({ boxes: ["A"], hasPhotos: false, trashed: false }), 1);
});
