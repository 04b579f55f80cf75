import assert from "node:assert/strict";
import fc from "fast-check";
import { keyOf, type Observation } from "../observation.ts";
import { NOW, observation } from "../testing.ts";
import { bestRows } from "./best_rows.ts";
import { profileOf } from "./profile.ts";
import { Shelf } from "./shelf.ts";

/** Few enough that the same listing comes again and twins meet. */
const listing = fc.record({
  id: fc.constantFrom("1", "2", "3", "4", "5"),
  title: fc.constantFrom("Nike runner rosse", "Nike classic", "Gonna Zara"),
  cents: fc.constantFrom(10_00, 20_00),
  day: fc.integer({ min: 0, max: 3 }),
}).map(({ id, title, cents, day }): Observation =>
  observation({ id, title, price: { cents, currency: "EUR" }, seenAt: NOW + day })
);
const step = fc.oneof(
  { weight: 4, arbitrary: listing },
  { weight: 1, arbitrary: fc.constantFrom("it:1", "it:2", "it:3") },
);

const NONE: ReadonlySet<string> = new Set();
const asked = profileOf({
  title: "Nike runner",
  brand: "Nike",
  category: "shoes",
  currency: "EUR",
});
const found = (shelf: Shelf, limit = 10) =>
  shelf.like(asked, limit, NONE).map(({ observation }) => observation);

Deno.test("a shelf that was added to and taken from finds what a new one of the same things finds", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const shelf = new Shelf();
      const kept = new Map<string, Observation>();
      for (const one of steps) {
        if (typeof one === "string") {
          shelf.remove(one);
          kept.delete(one);
          continue;
        }
        shelf.add(one);
        const before = kept.get(keyOf(one));
        if (!before || before.seenAt <= one.seenAt) kept.set(keyOf(one), one);
      }
      const fresh = new Shelf();
      for (const one of kept.values()) fresh.add(one);
      for (const limit of [1, 2, 10]) assert.deepEqual(found(shelf, limit), found(fresh, limit));
      assert.equal(shelf.size, fresh.size);
      assert.deepEqual([...shelf.all()], [...kept.values()]);
    }),
    { numRuns: 300 },
  );
});

Deno.test("of twins only the latest is found, and the one before when that is gone", () => {
  const shelf = new Shelf();
  shelf.add(observation({ id: "old", seenAt: NOW }));
  shelf.add(observation({ id: "new", seenAt: NOW + 1 }));
  shelf.add(observation({ id: "older", seenAt: NOW - 1 }));
  assert.deepEqual(found(shelf).map(({ id }) => id), ["new"]);
  assert.equal(shelf.size, 1);
  shelf.remove("it:new");
  assert.deepEqual(found(shelf).map(({ id }) => id), ["old"]);
});

Deno.test("like() leaves out keys, and a number whatever its country", () => {
  const shelf = new Shelf();
  for (const [id, country] of [["1", "it"], ["1", "fr"], ["2", "it"]] as const) {
    shelf.add(observation({ id, country, size: `${country}${id}` }));
  }
  const left = (...without: string[]) =>
    shelf.like(asked, 10, new Set(without)).map(({ key }) => key).sort();
  assert.deepEqual(left("it:1"), ["fr:1", "it:2"]);
  assert.deepEqual(left("1"), ["it:2"]);
});

Deno.test("bestRows() picks what sorting would pick", () => {
  const scores = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(scores, fc.integer({ min: 1, max: 20 }), (given, limit) => {
      const rows = Int32Array.from(given, (_, row) => row);
      const sorted = [...rows].sort((a, b) => given[b]! - given[a]! || b - a).slice(0, limit);
      assert.deepEqual(bestRows(rows, Float64Array.from(given), limit), sorted);
    }),
  );
});
