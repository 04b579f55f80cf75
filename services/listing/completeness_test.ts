import assert from "node:assert/strict";
import { rateCompleteness, SCORE_MAX, STEP_WEIGHTS } from "./completeness.ts";
import { factsOf, WARDROBE } from "./testing.ts";

const names = (item: Parameters<typeof rateCompleteness>[0]) =>
  rateCompleteness(item).missing.map(({ key }) => key.replace("listing.step_", ""));

Deno.test("the weights of completeness sum up to a hundred", () => {
  assert.equal(Object.values(STEP_WEIGHTS).reduce((a, b) => a + b), SCORE_MAX);
});

Deno.test("rateCompleteness() of nothing is 0 and begins with the photos", () => {
  const { score, missing } = rateCompleteness({ facts: {}, photoCount: 0, hasPrice: false });
  assert.equal(score, 0);
  assert.deepEqual(missing[0], { key: "listing.step_photos", count: 3 });
});

Deno.test("rateCompleteness() of a whole item is 100 with nothing to do", () => {
  const item = { facts: WARDROBE.blazer!.facts, photoCount: 3, hasPrice: true };
  assert.deepEqual(rateCompleteness(item), { score: SCORE_MAX, missing: [] });
});

Deno.test("rateCompleteness() says how many measures and photos are still wanted", () => {
  const facts = factsOf({ category: "women.blazers", measures: { chest: 480 } });
  const { missing } = rateCompleteness({ facts, photoCount: 2, hasPrice: true });
  const count = (name: string) => missing.find(({ key }) => key === `listing.step_${name}`)?.count;
  assert.equal(count("photos"), 1);
  assert.equal(count("measures"), 1);
});

Deno.test("rateCompleteness() asks no size and no laid-flat measures of what has none", () => {
  const bag = {
    facts: factsOf({ category: "women.shoulder_bags" }),
    photoCount: 3,
    hasPrice: true,
  };
  assert.equal(names(bag).includes("size"), false);
  const ring = { facts: factsOf({ category: "women.rings" }), photoCount: 3, hasPrice: true };
  assert.equal(names(ring).includes("measures"), false);
});

Deno.test("rateCompleteness() grows with every fact that becomes known", () => {
  let before = -1;
  const all = WARDROBE.blazer!.facts;
  for (const count of Object.keys(all).keys()) {
    const facts = Object.fromEntries(Object.entries(all).slice(0, count));
    const { score } = rateCompleteness({ facts, photoCount: 0, hasPrice: false });
    assert.ok(score >= before);
    before = score;
  }
});
