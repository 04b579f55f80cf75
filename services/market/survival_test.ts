import assert from "node:assert/strict";
import fc from "fast-check";
import { DAY_MS } from "../base/time.ts";
import { type Life, lifeOfItem, lifeOfSighting, positionOf } from "./life.ts";
import { EVENTS_MIN, SUBJECTS_MIN, timeOnMarket } from "./survival.ts";
import { chance } from "./testing.ts";

const START = Date.UTC(2026, 5, 1);
const at = (day: number) => START + day * DAY_MS;

/** Watched from its listing; found gone so long after the last look. */
function life(days: number, how?: "sold" | "gone", changes: Partial<Life> = {}, gap = 0): Life {
  const gone = how && { gone: { at: at(days + gap), how } };
  return { listedAt: at(0), firstSeen: at(0), lastSeen: at(days), ...gone, ...changes };
}
const many = (count: number, make: (i: number) => Life) =>
  Array.from({ length: count }, (_, i) => make(i));

Deno.test("timeOnMarket() finds the half-life of things that sell at a known pace", () => {
  const random = chance("half-life");
  const lives = many(2_000, () => {
    const [sold, watched] = [-Math.log(random()) * 30, random() * 90];
    return sold < watched ? life(sold, "sold") : life(watched);
  });
  const { all: { sold } } = timeOnMarket(lives);
  assert.ok(sold.enough);
  const { days, low, high } = sold.median;
  const truth = 30 * Math.LN2;
  assert.ok(low! < truth && truth < high!, `${low} ${truth} ${high}`);
  assert.ok(Math.abs(days! - truth) < 2, String(days));
});

Deno.test("timeOnMarket() says how much is missing below the least sample, and speaks at it", () => {
  const still = (count: number) => many(count, (i) => life(100 + i));
  const sold = (count: number) => many(count, (i) => life(1 + i, "sold"));
  const few = timeOnMarket([...still(SUBJECTS_MIN), ...sold(EVENTS_MIN - 1)]).all.sold;
  assert.deepEqual(few, {
    enough: false,
    subjects: SUBJECTS_MIN + EVENTS_MIN - 1,
    events: EVENTS_MIN - 1,
    subjectsNeeded: SUBJECTS_MIN,
    eventsNeeded: EVENTS_MIN,
  });
  const rest = SUBJECTS_MIN - EVENTS_MIN;
  assert.equal(timeOnMarket([...still(rest), ...sold(EVENTS_MIN)]).all.sold.enough, true);
  assert.equal(timeOnMarket([...still(rest - 1), ...sold(EVENTS_MIN)]).all.sold.enough, false);
});

Deno.test("what was seen once only is no evidence of time, however much of it there is", () => {
  const once = many(1_000, () => life(0));
  const { all, counts } = timeOnMarket([...once, ...many(EVENTS_MIN, () => life(5, "sold"))]);
  assert.equal(all.sold.subjects, EVENTS_MIN);
  assert.deepEqual(counts, { sold: EVENTS_MIN, gone: 0, still: 0 });
});

Deno.test("sold and gone are two readings, and counting what vanished as sold is the quicker one", () => {
  const lives = [
    ...many(20, (i) => life(2 * i + 2, "sold")),
    ...many(20, (i) => life(2 * i + 1, "gone")),
    ...many(5, () => life(60)),
  ];
  const { all: { sold, goneToo }, counts } = timeOnMarket(lives);
  assert.deepEqual(counts, { sold: 20, gone: 20, still: 5 });
  assert.ok(sold.enough && goneToo.enough);
  assert.deepEqual([sold.events, goneToo.events], [20, 40]);
  assert.ok(goneToo.median.days! < sold.median.days!);
});

Deno.test("what came back after it had vanished is still there", () => {
  const back = many(30, (i) => life(20 + i, undefined, { gone: { at: at(10), how: "gone" } }));
  assert.deepEqual(timeOnMarket(back).counts, { sold: 0, gone: 0, still: 30 });
});

Deno.test("an end between two looks is dated in the middle, and its interval holds both looks", () => {
  const exact = timeOnMarket(many(40, (i) => life(10 + i, "sold"))).all.sold;
  const wide = timeOnMarket(many(40, (i) => life(5 + i, "sold", {}, 10))).all.sold;
  assert.ok(exact.enough && wide.enough);
  assert.equal(wide.median.days, exact.median.days);
  assert.equal(wide.median.low, exact.median.low! - 5);
  assert.equal(wide.median.high, exact.median.high! + 5);
  wide.points.forEach(({ low, high }, i) => {
    assert.ok(low <= exact.points[i]!.low && high >= exact.points[i]!.high);
  });
});

Deno.test("days count from the listing where enough say when that was, else from the first look", () => {
  const late = { listedAt: at(-30) };
  const dated = many(30, (i) => life(10 + i / 10, "sold", late));
  const fromListing = timeOnMarket(dated);
  assert.equal(fromListing.since, "listed");
  assert.ok(fromListing.all.sold.enough && fromListing.all.sold.points[0]!.day >= 40);
  const undated = dated.map(({ listedAt: _, ...rest }) => rest);
  const fromLook = timeOnMarket([...undated, ...dated.slice(0, 3)]);
  assert.equal(fromLook.since, "first_seen");
  assert.ok(fromLook.all.sold.enough && fromLook.all.sold.points[0]!.day < 11);
  assert.equal(fromLook.all.sold.subjects, 33);
});

Deno.test("cheaper things that sell sooner are seen to", () => {
  const lives = (["below", "around", "above"] as const).flatMap((position, i) =>
    many(30, (n) => life((i + 1) * (5 + n / 10), "sold", { position }))
  );
  const { byPosition: { below, around, above } } = timeOnMarket(lives);
  assert.ok(below.sold.enough && around.sold.enough && above.sold.enough);
  const [first, second, third] = [below, around, above].map(({ sold }) =>
    sold.enough ? sold.median.days! : NaN
  );
  assert.ok(first! < second! && second! < third!);
});

const lives = fc.array(
  fc.record({
    first: fc.integer({ min: 0, max: 20 }),
    seen: fc.integer({ min: 0, max: 40 }),
    gap: fc.integer({ min: -5, max: 20 }),
    how: fc.constantFrom("sold", "gone", undefined),
    listed: fc.option(fc.integer({ min: -30, max: 25 }), { nil: undefined }),
  }),
  { maxLength: 80 },
).map((made) =>
  made.map(({ first, seen, gap, how, listed }): Life => ({
    firstSeen: at(first),
    lastSeen: at(first + seen),
    ...(how && { gone: { at: at(first + seen + gap), how } }),
    ...(listed !== undefined && { listedAt: at(listed) }),
  }))
);

Deno.test("whatever was seen, intervals hold what they are of", () => {
  fc.assert(fc.property(lives, (given) => {
    const { all } = timeOnMarket(given);
    for (const reading of [all.sold, all.goneToo]) {
      if (!reading.enough) continue;
      for (const { share, low, high } of reading.points) {
        assert.ok(0 <= low && low <= share && share <= high && high <= 1);
      }
      const { days, low, high } = reading.median;
      if (days !== null) assert.ok(low !== null && low <= days && days <= (high ?? Infinity));
    }
  }));
});

Deno.test("positionOf() compares amounts of one currency only", () => {
  const fair = { cents: 20_00, currency: "EUR" };
  const position = (cents: number, currency = "EUR") => positionOf({ cents, currency }, fair);
  assert.deepEqual([16_99, 17_00, 23_00, 23_01].map((cents) => position(cents)), [
    "below",
    "around",
    "around",
    "above",
  ]);
  assert.equal(position(20_00, "GBP"), undefined);
});

Deno.test("our own things are known from their first day, sold or not; a sighting from the first look", () => {
  const listedAt = at(0);
  assert.deepEqual(lifeOfItem({ state: "sold", listedAt, soldAt: at(9) }, at(99)), {
    listedAt,
    firstSeen: listedAt,
    lastSeen: at(9),
    gone: { at: at(9), how: "sold" },
  });
  assert.deepEqual(lifeOfItem({ state: "listed", listedAt }, at(99), "above"), {
    listedAt,
    firstSeen: listedAt,
    lastSeen: at(99),
    position: "above",
  });
  assert.equal(lifeOfItem({ state: "draft" }, at(99)), null);
  const sighting = { observation: { listedAt }, firstSeen: at(3), lastSeen: at(4) };
  assert.deepEqual(lifeOfSighting(sighting), { listedAt, firstSeen: at(3), lastSeen: at(4) });
});
