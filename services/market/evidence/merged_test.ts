import assert from "node:assert/strict";
import { DAY_MS } from "../../base/time.ts";
import { NOW, observation } from "../testing.ts";
import { mergedSighting } from "./merged.ts";
import { firstSighting, sighted } from "./sighted.ts";
import type { StoredSighting } from "./sighting.ts";

const [HERE, THERE] = [{ place: 1, takenAt: NOW }, { place: 9, takenAt: NOW + 1 }];

const on = (day: number, cents: number, more: Parameters<typeof observation>[0] = {}) =>
  observation({ seenAt: NOW + day * DAY_MS, price: { cents, currency: "EUR" }, ...more });

function seen(
  house: typeof HERE,
  first: ReturnType<typeof on>,
  ...others: (typeof first)[]
): StoredSighting {
  const stored = { ...firstSighting(first), ...house };
  return others.reduce((known, one) => {
    return sighted(known, one, { now: house.takenAt, place: 0 }).next ?? known;
  }, stored);
}

const centsOf = (sighting: StoredSighting | null) =>
  sighting?.prices.map(({ price }) => price.cents);

Deno.test("older news add what they alone know, and change nothing else", () => {
  const here = seen(HERE, on(3, 20_00));
  const given = seen(THERE, on(0, 30_00), on(2, 25_00));
  const merged = mergedSighting(here, given);
  assert.deepEqual(centsOf(merged), [30_00, 25_00, 20_00]);
  assert.equal(merged?.observation.price.cents, 20_00);
  assert.deepEqual([merged?.firstSeen, merged?.lastSeen], [NOW, NOW + 3 * DAY_MS]);
  assert.equal(merged?.place, HERE.place);
  assert.equal(mergedSighting(merged!, given), null);
});

Deno.test("the end that the later news know stands, and a sale is never unlearnt", () => {
  const asked = seen(HERE, on(0, 30_00));
  const sold = seen(THERE, on(1, 28_00, { kind: "sold" }));
  assert.equal(mergedSighting(asked, sold)?.gone?.how, "sold");
  assert.equal(mergedSighting(sold, asked)?.gone?.how, "sold");
  const missed: StoredSighting = { ...asked, gone: { at: NOW + 2 * DAY_MS, how: "gone" } };
  assert.equal(mergedSighting(missed, sold)?.gone?.how, "sold");
  const again = seen(THERE, on(4, 25_00));
  assert.equal(mergedSighting(missed, again)?.gone, undefined);
});

Deno.test("what was let go of here is brought back as the copy knows it", () => {
  const given = seen(THERE, on(0, 30_00));
  const here = { ...seen(HERE, on(3, 20_00)), forgotten: { id: "1", at: NOW } };
  assert.deepEqual(mergedSighting(here, given), given);
});
