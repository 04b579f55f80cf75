import assert from "node:assert/strict";
import fc from "fast-check";
import { DAY_MS, startOfDayAfter } from "../base/time.ts";
import { nextCut, type NextCutInput, roundPrice } from "./next_cut.ts";
import { PRICE_CENTS_MIN, type Rule } from "./rule.ts";

/** Noon in Rome, in winter. */
const START = Date.UTC(2026, 0, 10, 11);
const euros = (amount: number) => ({ cents: Math.round(amount * 100), currency: "EUR" });
const rule = (changes: Partial<Rule> = {}): Rule => ({
  margin: { by: "cents", cents: 5_00 },
  stepPercent: 10,
  everyDays: 14,
  stopAfter: 2,
  ...changes,
});

/** Listed at 30 EUR twenty days ago, bought for 4. */
function input(changes: Partial<NextCutInput> = {}): NextCutInput {
  return {
    item: { state: "listed", price: euros(30), cost: euros(4), listedAt: START },
    prices: [{ at: START - DAY_MS, price: euros(30) }],
    rule: rule(),
    course: { marks: [] },
    today: START + 20 * DAY_MS,
    ...changes,
  };
}
const item = (changes: Partial<NextCutInput["item"]>) => ({ ...input().item, ...changes });

Deno.test("nextCut() is due after the rule's days, by the largest step", () => {
  assert.deepEqual(nextCut(input()), {
    due: true,
    from: euros(30),
    to: euros(27),
    hold: "step",
    since: START,
  });
});

Deno.test("nextCut() counts calendar days from the listing or the last price change", () => {
  const prices = [...input().prices, { at: START + 3 * DAY_MS, price: euros(28) }];
  const asked = { prices, item: item({ price: euros(28) }) };
  const later = nextCut(input({ ...asked, today: START + 16 * DAY_MS }));
  assert.deepEqual(later, {
    due: false,
    stopped: false,
    why: "waiting",
    when: startOfDayAfter(START, 17),
    from: euros(28),
    to: euros(26),
    hold: "step",
  });
  // Due from the morning of the day, whatever the hour of the change was.
  assert.equal(nextCut(input({ ...asked, today: startOfDayAfter(START, 17) })).due, true);
  assert.equal(nextCut(input({ ...asked, today: startOfDayAfter(START, 17) - 1 })).due, false);
});

Deno.test("an imported item has had its price since it was listed", () => {
  const prices = [{ at: START + 19 * DAY_MS, price: euros(30) }];
  const next = nextCut(input({ prices }));
  assert.ok(next.due && next.since === START);
});

Deno.test("nextCut() stops when the item is not on sale, has no price, or lacks a cost that the margin needs", () => {
  const why = (changes: Partial<NextCutInput>) => {
    const next = nextCut(input(changes));
    return !next.due && next.stopped ? next.why : next;
  };
  for (const state of ["draft", "ready", "reserved", "sold", "withdrawn"] as const) {
    assert.equal(why({ item: item({ state }) }), "not_on_sale");
  }
  assert.equal(why({ item: item({ price: undefined }) }), "no_price");
  const percent = rule({ margin: { by: "percent", percent: 50 } });
  assert.equal(why({ item: item({ cost: undefined }), rule: percent }), "no_cost");
  assert.equal(why({ item: item({ cost: { cents: 400, currency: "GBP" } }) }), "no_cost");
});

Deno.test("nextCut() lowers the price to the floor of cost and margin, then stops", () => {
  const at = (price: number, changes: Partial<Rule> = {}) =>
    nextCut(input({ item: item({ price: euros(price) }), rule: rule(changes) }));
  const last = at(9.5);
  assert.ok(last.due && last.hold === "floor");
  assert.deepEqual(last.to, euros(9));
  assert.deepEqual(at(9), { due: false, stopped: true, why: "floor" });
  assert.deepEqual(at(8), { due: false, stopped: true, why: "floor" });
  // 4 EUR and half of it again.
  const half = at(7, { margin: { by: "percent", percent: 50 }, stepPercent: 50 });
  assert.ok(half.due);
  assert.deepEqual(half.to, euros(6));
});

Deno.test("without a cost the floor is the margin, and never below the marketplace's lowest price", () => {
  const own = nextCut(input({ item: item({ cost: undefined, price: euros(5.5) }) }));
  assert.ok(own.due);
  assert.deepEqual(own.to, euros(5));
  const free = rule({ margin: { by: "cents", cents: 0 }, stepPercent: 50 });
  const cheap = nextCut(
    input({ item: item({ cost: undefined, price: euros(1.2) }), rule: free }),
  );
  assert.ok(cheap.due);
  assert.deepEqual(cheap.to, euros(1));
});

Deno.test("nextCut() stops at the fair price when a step would pass it, and goes on from there", () => {
  const fair = nextCut(input({ fair: euros(28.4) }));
  assert.ok(fair.due && fair.hold === "fair");
  assert.deepEqual(fair.to, euros(29));
  // Nothing to land on: far below, already reached, or in other money.
  for (const other of [euros(20), euros(30), euros(31), { cents: 28_00, currency: "GBP" }]) {
    const next = nextCut(input({ fair: other }));
    assert.ok(next.due && next.hold === "step");
    assert.deepEqual(next.to, euros(27));
  }
});

/** Three cuts, each a day apart and each with the favourites of the morning after. */
function cutThrice(favourites: readonly (number | null)[]) {
  const prices = [30, 27, 25, 23].map((price, i) => ({
    at: START + 2 * i * DAY_MS,
    price: euros(price),
  }));
  const marks = favourites.flatMap((count, i) =>
    count === null ? [] : [{ at: START + (2 * i + 1) * DAY_MS, count }]
  );
  return input({ prices, item: item({ price: euros(23) }), course: { marks } });
}
const stops = (asked: NextCutInput) => {
  const next = nextCut(asked);
  return !next.due && next.stopped && next.why === "favourites";
};

Deno.test("nextCut() stops when the last cuts are known to have brought no favourite", () => {
  assert.equal(stops(cutThrice([3, 3, 3, 3])), true);
  assert.equal(stops(cutThrice([1, 3, 3, 2])), true, "an older cut that helped no longer counts");
  assert.equal(stops(cutThrice([3, 3, 3, 4])), false);
  assert.equal(stops(cutThrice([3, 3, 4, 4])), false);
  assert.equal(stops(cutThrice([3, 3, 3, null])), true, "what the last one did is not known yet");
  assert.equal(stops(cutThrice([3, 3, 4, null])), false);
  assert.equal(stops(cutThrice([3, null, null, 3])), false);
  assert.equal(stops(cutThrice([null, null, null, null])), false);
});

Deno.test("nextCut() stops after the rule's number of cuts, until restarted", () => {
  const asked = cutThrice([3, 3, 3, 3]);
  assert.equal(stops({ ...asked, rule: rule({ stopAfter: 3 }) }), true);
  assert.equal(stops({ ...asked, rule: rule({ stopAfter: 4 }) }), false);
  const restartedAt = START + 5 * DAY_MS;
  assert.equal(stops({ ...asked, course: { ...asked.course, restartedAt } }), false);
});

Deno.test("a price lowered before the item was listed is no cut", () => {
  const asked = cutThrice([3, 3, 3, 3]);
  assert.equal(stops({ ...asked, item: { ...asked.item, listedAt: START + 5 * DAY_MS } }), false);
});

Deno.test("skipping restarts the days; a snooze lasts until its day", () => {
  const passedAt = START + 18 * DAY_MS;
  const passed = nextCut(input({ course: { marks: [], passedAt } }));
  assert.ok(!passed.due && !passed.stopped);
  assert.deepEqual([passed.why, passed.when], ["waiting", startOfDayAfter(passedAt, 14)]);
  const snoozedUntil = startOfDayAfter(START, 23);
  const snoozed = input({ course: { marks: [], snoozedUntil } });
  const next = nextCut(snoozed);
  assert.ok(!next.due && !next.stopped);
  assert.deepEqual([next.why, next.when], ["snoozed", snoozedUntil]);
  assert.equal(nextCut({ ...snoozed, today: snoozedUntil }).due, true);
});

const cents = fc.integer({ min: 1, max: 3_000_000 });
const rules = fc.record({
  margin: fc.oneof(
    fc.record({ by: fc.constant("cents" as const), cents: fc.integer({ min: 0, max: 50_000 }) }),
    fc.record({ by: fc.constant("percent" as const), percent: fc.integer({ min: 0, max: 300 }) }),
  ),
  stepPercent: fc.integer({ min: 3, max: 50 }),
  everyDays: fc.integer({ min: 1, max: 90 }),
  stopAfter: fc.integer({ min: 1, max: 10 }),
});

Deno.test("nextCut() lowers the price by at most the step, never below the floor", () => {
  const money = (given: number) => ({ cents: given, currency: "EUR" });
  fc.assert(
    fc.property(cents, cents, fc.option(cents), rules, (from, cost, fair, given) => {
      const next = nextCut(input({
        item: item({ price: money(from), cost: money(cost) }),
        rule: given,
        fair: fair === null ? null : money(fair),
        today: START + 400 * DAY_MS,
      }));
      // Hundredths of a cent, so that every comparison is between whole numbers.
      const { margin } = given;
      const marginFloor = margin.by === "cents"
        ? 100 * (cost + margin.cents)
        : cost * (100 + margin.percent);
      const floor = Math.max(marginFloor, 100 * PRICE_CENTS_MIN);
      if (!next.due) {
        // The floor is the only reason to stop here: it leaves no cut of at least 2 %.
        assert.ok(next.stopped && next.why === "floor");
        return assert.ok(floor > 98 * from - 100);
      }
      assert.ok(next.to.cents < from);
      assert.ok(100 * next.to.cents >= from * (100 - given.stepPercent));
      assert.ok(100 * next.to.cents >= floor);
    }),
    { numRuns: 1_000 },
  );
});

Deno.test("a plan that is followed to the end stays at its floor", () => {
  fc.assert(fc.property(fc.integer({ min: 2_00, max: 300_00 }), rules, (from, given) => {
    let price = { cents: from, currency: "EUR" };
    let today = START;
    const prices = [{ at: today, price }];
    for (let turns = 0; turns < 400; turns++) {
      today = startOfDayAfter(today, given.everyDays);
      const asked = input({ item: item({ price, cost: euros(1) }), prices, rule: given, today });
      const next = nextCut(asked);
      if (!next.due) return assert.ok(next.stopped && next.why === "floor");
      price = next.to;
      prices.push({ at: today, price });
    }
    assert.fail("it never ends");
  }));
});

Deno.test("roundPrice() gives round prices, finer ones only where none fits", () => {
  assert.equal(roundPrice(8_61, 9_90), 9_00);
  assert.equal(roundPrice(8_12, 9_90), 8_50);
  assert.equal(roundPrice(34_20, 37_24), 35_00);
  assert.equal(roundPrice(121_50, 132_30), 125_00);
  assert.equal(roundPrice(2_71, 2_95), 2_80);
  assert.equal(roundPrice(2_91, 2_94), 2_91);
  assert.equal(roundPrice(3_00, 2_94), null);
});
