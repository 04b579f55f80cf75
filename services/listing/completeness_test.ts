import assert from "node:assert/strict";
import { completeness, SCORE_MAX, STEP_WEIGHTS } from "./completeness.ts";
import { factsOf, WARDROBE } from "./testing.ts";

const names = (item: Parameters<typeof completeness>[0]) =>
  completeness(item).missing.map(({ key }) => key.replace("listing.step_", ""));

Deno.test("the weights of completeness sum up to a hundred", () => {
  assert.equal(Object.values(STEP_WEIGHTS).reduce((a, b) => a + b), SCORE_MAX);
});

Deno.test("completeness() of nothing is 0 and begins with the photos", () => {
  const { score, missing } = completeness({ facts: {}, photoCount: 0, hasPrice: false });
  assert.equal(score, 0);
  assert.deepEqual(missing[0], { key: "listing.step_photos", count: 3 });
});

Deno.test("completeness() of a whole item is 100 with nothing to do", () => {
  const item = { facts: WARDROBE.blazer!.facts, photoCount: 3, hasPrice: true };
  assert.deepEqual(completeness(item), { score: SCORE_MAX, missing: [] });
});

Deno.test("completeness() says how many measures and photos are still wanted", () => {
  const facts = factsOf({ category: "women.blazers", measures: { chest: 480 } });
  const { missing } = completeness({ facts, photoCount: 2, hasPrice: true });
  const count = (name: string) => missing.find(({ key }) => key === `listing.step_${name}`)?.count;
  assert.equal(count("photos"), 1);
  assert.equal(count("measures"), 1);
});

Deno.test("completeness() asks no size and no laid-flat measures of what has none", () => {
  const bag = {
    facts: factsOf({ category: "women.shoulder_bags" }),
    photoCount: 3,
    hasPrice: true,
  };
  assert.equal(names(bag).includes("size"), false);
  const ring = { facts: factsOf({ category: "women.rings" }), photoCount: 3, hasPrice: true };
  assert.equal(names(ring).includes("measures"), false);
});

Deno.test("completeness() grows with every fact that becomes known", () => {
  let before = -1;
  const all = WARDROBE.blazer!.facts;
  for (const count of Object.keys(all).keys()) {
    const facts = Object.fromEntries(Object.entries(all).slice(0, count));
    const { score } = completeness({ facts, photoCount: 0, hasPrice: false });
    assert.ok(score >= before);
    before = score;
  }
});
