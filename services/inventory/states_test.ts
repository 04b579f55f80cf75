import assert from "node:assert/strict";
import fc from "fast-check";
import { isFailure } from "../base/errors.ts";
import { type Item, STATES } from "./item.ts";
import { moved } from "./edit.ts";
import { mayHaveListing, mayHaveSale, mustFollow, nextStates, stepBetween } from "./states.ts";

const item: Item = {
  id: "1",
  number: 1,
  state: "draft",
  facts: {},
  origin: "own",
  photoCount: 0,
  createdAt: 1,
  updatedAt: 1,
};

Deno.test("nextStates() leaves no state without a way on", () => {
  for (const state of STATES) assert.ok(nextStates(state).length > 0, state);
});

Deno.test("every state is reached from a draft, and every state leads back to ready", () => {
  const reachable = (from: typeof STATES[number]) => {
    const seen = new Set([from]);
    for (const state of seen) for (const { to } of nextStates(state)) seen.add(to);
    return seen;
  };
  assert.equal(reachable("draft").size, STATES.length);
  for (const state of STATES) assert.ok(reachable(state).has("ready"), state);
});

Deno.test("what came back or was withdrawn becomes a draft or ready again, nothing else for sale", () => {
  assert.deepEqual(nextStates("returned").map(({ to }) => to), ["draft", "ready", "withdrawn"]);
  assert.deepEqual(nextStates("withdrawn").map(({ to }) => to), ["draft", "ready"]);
});

Deno.test("mustFollow() refuses a jump and names both states", () => {
  assert.throws(
    () => mustFollow("listed", "shipped"),
    (error) =>
      isFailure(error, "conflict") && error.key === "inventory.cannot_move" &&
      error.params.from === "listed" && error.params.to === "shipped",
  );
});

Deno.test("moved() over any path keeps listing and sale only where they belong", () => {
  const step = fc.record({
    to: fc.constantFrom(...STATES),
    link: fc.boolean(),
    sum: fc.boolean(),
  });
  fc.assert(fc.property(fc.array(step, { maxLength: 30 }), (path) => {
    let now = 10;
    let current = item;
    for (const { to, link, sum } of path) {
      now++;
      const details = {
        ...(link && { listingUrl: `https://www.vinted.it/items/${now}` }),
        ...(sum && { soldFor: { cents: now, currency: "EUR" } }),
      };
      const legal = to === current.state || stepBetween(current.state, to) !== undefined;
      if (!legal) {
        assert.throws(() => moved(current, to, details, now));
        continue;
      }
      current = moved(current, to, details, now);
      assert.equal(current.state, to);
      if (!mayHaveListing(to)) {
        assert.equal(current.listedAt ?? current.listingUrl ?? current.listingId, undefined);
      }
      if (!mayHaveSale(to)) assert.equal(current.soldAt ?? current.soldFor, undefined);
      if (to === "listed") assert.ok(current.listedAt);
      if (to === "sold") assert.ok(current.soldAt);
    }
  }));
});

Deno.test("moved() keeps the day of listing when a sale falls through", () => {
  const listed = moved(item, "listed", { at: 5 }, 9);
  const sold = moved(listed, "sold", { soldFor: { cents: 900, currency: "EUR" } }, 20);
  assert.equal(sold.soldAt, 20);
  const back = moved(sold, "listed", {}, 30);
  assert.equal(back.listedAt, 5);
  assert.equal(back.soldAt, undefined);
  assert.equal(back.soldFor, undefined);
});

Deno.test("moved() to the same state records a link that is pasted later", () => {
  const listed = moved(item, "listed", {}, 5);
  const linked = moved(listed, "listed", { listingUrl: "vinted.fr/items/77-robe" }, 9);
  assert.equal(linked.listingUrl, "https://www.vinted.fr/items/77");
  assert.equal(linked.listingId, "77");
  assert.equal(linked.listedAt, 5);
});
