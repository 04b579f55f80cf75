import assert from "node:assert/strict";
import fc from "fast-check";
import { splitCost } from "./split_cost.ts";

const cents = fc.nat({ max: 100_000_000 });
const sum = (shares: readonly number[]) => shares.reduce((total, share) => total + share, 0);

Deno.test("splitCost() gives out exactly what the lot cost", () => {
  const weight = fc.oneof(
    fc.nat({ max: 5_000_000 }),
    fc.double({ min: 0, max: 1e300, noNaN: true }),
    fc.constantFrom(NaN, -5, Infinity, 0),
  );
  fc.assert(
    fc.property(cents, fc.array(weight, { minLength: 1, maxLength: 300 }), (cents, weights) => {
      const shares = splitCost(cents, weights);
      assert.equal(shares.length, weights.length);
      assert.equal(sum(shares), cents);
      assert.ok(shares.every((share) => Number.isInteger(share) && share >= 0));
    }),
  );
});

Deno.test("splitCost() of equal weights differs by a cent at most", () => {
  fc.assert(fc.property(cents, fc.integer({ min: 1, max: 300 }), (cents, count) => {
    const shares = splitCost(cents, Array(count).fill(3));
    assert.ok(Math.max(...shares) - Math.min(...shares) <= 1);
  }));
});

Deno.test("splitCost() stays within a cent of each part", () => {
  const weights = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 100 });
  fc.assert(fc.property(cents, weights, (cents, weights) => {
    const total = sum(weights);
    splitCost(cents, weights).forEach((share, at) => {
      assert.ok(Math.abs(share - cents * weights[at]! / total) < 1.001);
    });
  }));
});

Deno.test("splitCost() without any weight is even, and of nothing is nothing", () => {
  assert.deepEqual(splitCost(10, [0, 0, 0]), [3, 3, 4]);
  assert.deepEqual(splitCost(10, []), []);
  assert.deepEqual(splitCost(100, [1, 0, 3]), [25, 0, 75]);
});
