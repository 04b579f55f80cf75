import assert from "node:assert/strict";
import { syntheticMarket } from "../testing.ts";
import { inOrder } from "./in_order.ts";
import { type Neighbour, predict, settle } from "./neighbourhood.ts";
import { NOISE } from "./prior.ts";
import { profileOf } from "./profile.ts";
import { weigh } from "./weigh.ts";

const listings = syntheticMarket(40, 0.3);
const weighed = weigh(listings.map((one) => ({ profile: profileOf(one), sold: false })));
const neighbours = listings.map((one, i): Neighbour => ({
  weighed: weighed[i]!,
  logPrice: Math.log(one.price.cents),
  noise: NOISE,
  ownNoise: NOISE,
}));

Deno.test("settle() says of each what an estimate from all others would say", () => {
  const all = settle(neighbours);
  for (const i of [0, 7, 39]) {
    const rest = settle(neighbours.filter((_, j) => j !== i));
    const { logPrice, spread } = predict(rest, neighbours[i]!.weighed, NOISE);
    assert.ok(Math.abs(spread - all.spreads[i]!) < 1e-9);
    // The origin is a middle value, which moves a little with one listing less.
    assert.ok(Math.abs(logPrice - all.byOthers[i]!) < 0.02, `${logPrice} ${all.byOthers[i]}`);
  }
});

Deno.test("inOrder() changes only what falls", () => {
  assert.deepEqual(inOrder([1, 2, 3]), [1, 2, 3]);
  assert.deepEqual(inOrder([3, 1, 5]), [2, 2, 5]);
  assert.deepEqual(inOrder([5, 4, 3]), [4, 4, 4]);
  assert.deepEqual(inOrder([]), []);
});
