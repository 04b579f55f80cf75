import assert from "node:assert/strict";
import fc from "fast-check";
import { AT_RISK_MIN, kaplanMeier, type Span } from "./kaplan_meier.ts";

const span = (exit: number, ended = true, entry = 0): Span => ({ entry, exit, ended });
const near = (one: number, other: number, off = 1e-9) =>
  assert.ok(Math.abs(one - other) <= off, `${one} is not ${other}`);

Deno.test("kaplanMeier() gives what is printed of the remission times of Freireich, 1963", () => {
  const ended = [6, 6, 6, 7, 10, 13, 16, 22, 23];
  const watched = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
  const { points, subjects, events } = kaplanMeier([
    ...ended.map((day) => span(day)),
    ...watched.map((day) => span(day, false)),
  ]);
  assert.deepEqual([subjects, events], [21, 9]);
  const printed = [
    [6, 21, 0.8571, 0.0764],
    [7, 17, 0.8067, 0.0869],
    [10, 15, 0.7529, 0.0963],
    [13, 12, 0.6902, 0.1068],
    [16, 11, 0.6275, 0.1141],
    [22, 7, 0.5378, 0.1282],
    [23, 6, 0.4482, 0.1346],
  ];
  assert.equal(points.length, printed.length);
  points.forEach(({ day, atRisk, share, low, high }, i) => {
    const [printedDay, printedRisk, printedShare, error] = printed[i]!;
    assert.deepEqual([day, atRisk], [printedDay, printedRisk]);
    near(share, printedShare!, 5e-5);
    // The interval is even on the scale of log(-log), and as wide as the printed error says.
    const scale = (value: number) => Math.log(-Math.log(value));
    near(scale(low) - scale(share), scale(share) - scale(high));
    near((scale(low) - scale(share)) / 1.28155 * share * -Math.log(share), error!, 5e-5);
  });
});

/** The definition, word by word, however slow. */
function reference(spans: readonly Span[]) {
  const watched = spans.filter(({ entry, exit }) => exit > entry);
  const days = [...new Set(watched.filter(({ ended }) => ended).map(({ exit }) => exit))].sort(
    (a, b) => a - b,
  ).map((day) => ({
    day,
    atRisk: watched.filter(({ entry, exit }) => entry < day && exit >= day).length,
    ended: watched.filter(({ exit, ended }) => ended && exit === day).length,
  }));
  while (days.length > 0 && days[0]!.atRisk < AT_RISK_MIN) days.shift();
  const thin = days.findIndex(({ atRisk }) => atRisk < AT_RISK_MIN);
  const told = thin < 0 ? days : days.slice(0, thin);
  return told.map(({ day, atRisk }, i) => {
    const before = told.slice(0, i + 1);
    const share = before.reduce((product, one) => product * (1 - one.ended / one.atRisk), 1);
    const variance = before.reduce(
      (sum, one) => sum + one.ended / (one.atRisk * (one.atRisk - one.ended)),
      0,
    );
    return { day, atRisk, share, variance };
  });
}

const spans = fc.array(
  fc.record({
    entry: fc.integer({ min: 0, max: 20 }),
    exit: fc.integer({ min: 0, max: 30 }),
    ended: fc.boolean(),
  }),
  { maxLength: 60 },
);

Deno.test("kaplanMeier() agrees with its definition, also for those who were watched late", () => {
  fc.assert(fc.property(spans, (given) => {
    const { points } = kaplanMeier(given);
    const wanted = reference(given);
    assert.equal(points.length, wanted.length);
    points.forEach(({ day, atRisk, share, low, high }, i) => {
      const want = wanted[i]!;
      assert.deepEqual([day, atRisk], [want.day, want.atRisk]);
      near(share, want.share);
      if (share === 0) return assert.equal(low, 0);
      const width = 1.2815515655 * Math.sqrt(want.variance) / -Math.log(share);
      near(low, share ** Math.exp(width));
      near(high, share ** Math.exp(-width));
    });
  }));
});

Deno.test("kaplanMeier() falls, stays between its bounds, and speaks only of days enough were watched", () => {
  fc.assert(fc.property(spans, (given) => {
    const { points, from, until } = kaplanMeier(given);
    let before = 1;
    for (const { day, share, low, high, atRisk } of points) {
      assert.ok(0 <= low && low <= share && share <= high && high <= 1);
      assert.ok(share < before || share === 0);
      assert.ok(atRisk >= AT_RISK_MIN && from < day && day <= until);
      before = share;
    }
  }));
});

Deno.test("kaplanMeier() does not mind the order in which it hears", () => {
  fc.assert(fc.property(spans, (given) => {
    assert.deepEqual(kaplanMeier(given.toReversed()), kaplanMeier(given));
  }));
});

Deno.test("one early end among few does not decide the whole curve", () => {
  const lateComers = Array.from({ length: 10 }, (_, i) => span(20 + i, true, 5));
  const { points, from } = kaplanMeier([span(2), ...lateComers]);
  assert.equal(from, 2);
  assert.equal(points[0]?.day, 20);
  near(points[0].share, 0.9);
});
