import assert from "node:assert/strict";
import fc from "fast-check";
import { DAY_MS } from "../base/time.ts";
import { COMPARABLES_NEEDED } from "./estimate.ts";
import { createMarket } from "./market.ts";
import { keyOf, type Observation, type Subject } from "./observation.ts";
import type { Answer, Suggestion } from "./suggestion.ts";
import { NOW, observation, syntheticMarket } from "./testing.ts";

const wanted: Subject = {
  title: "Nike runner gialle",
  brand: "Nike",
  category: "shoes",
  size: "41",
  condition: 2,
  currency: "EUR",
  country: "it",
};
const plenty = syntheticMarket(200, 0.3);

function priced(answer: Answer): Suggestion {
  assert.ok(answer.enough);
  return answer;
}
const ask = (
  evidence: readonly Observation[],
  changes: Partial<Subject> = {},
  out: string[] = [],
) =>
  createMarket(evidence).suggest({ ...wanted, ...changes }, { now: NOW, struckOut: new Set(out) });
const fair = (...given: Parameters<typeof ask>): number => priced(ask(...given)).fair.cents;

Deno.test("suggest() finds the true price of a market it was shown", () => {
  for (const [title, truth] of [["Nike runner", 22], ["Nike limited", 48], ["Nike classic", 15]]) {
    const cents = fair(plenty, { title: String(title) });
    assert.ok(Math.abs(Math.log(cents / 100 / Number(truth))) < 0.2, `${title}: ${cents}`);
  }
});

Deno.test("suggest() multiplies its price when all prices are multiplied", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 40 }), (k) => {
      const dearer = plenty.map((one) => ({
        ...one,
        price: { ...one.price, cents: k * one.price.cents },
      }));
      const [before, after] = [priced(ask(plenty)), priced(ask(dearer))];
      for (const part of ["quick", "fair", "patient"] as const) {
        assert.ok(Math.abs(after[part].cents - k * before[part].cents) <= k);
      }
    }),
    { numRuns: 5 },
  );
});

Deno.test("suggest() answers with a struck-out row as if it had never been there", () => {
  const [row] = priced(ask(plenty)).rows;
  assert.ok(row);
  const { id } = row.observation;
  const without = plenty.filter((one) => one.id !== id);
  assert.deepEqual(ask(plenty, {}, [id]), ask(without));
  assert.ok(!priced(ask(plenty, {}, [id])).rows.some((one) => one.observation.id === id));
});

Deno.test("suggest() follows at once when a row is struck out", () => {
  const dear = observation({
    id: "dear",
    title: wanted.title,
    price: { cents: 45_00, currency: "EUR" },
  });
  const evidence = [...plenty.slice(0, 40), dear];
  assert.ok(fair(evidence, {}, ["dear"]) < fair(evidence));
});

Deno.test("suggest() goes by an own sale sooner than by what others ask", () => {
  const asked = plenty.slice(0, 60);
  const price = { cents: 44_00, currency: "EUR" };
  const twin = observation({ id: "twin", title: wanted.title, price });
  const before = fair(asked);
  const byAsking = fair([...asked, twin]);
  const bySale = fair([...asked, { ...twin, kind: "sold", mode: "own" }]);
  assert.ok(before < byAsking && byAsking < bySale, `${before} ${byAsking} ${bySale}`);
  const { rows, counts } = priced(ask([...asked, { ...twin, kind: "sold", mode: "own" }]));
  assert.equal(rows[0]?.reason, "own_sale");
  assert.equal(counts.own, 1);
});

Deno.test("suggest() says that there is not enough, and what would help", () => {
  const few = plenty.filter(({ brand }) => brand === "Nike").slice(0, COMPARABLES_NEEDED - 1);
  const answer = ask(few, { condition: undefined });
  assert.ok(!answer.enough);
  assert.equal(answer.needed, COMPARABLES_NEEDED);
  assert.ok(answer.count < answer.needed);
  assert.deepEqual(answer.help, ["condition", "evidence"]);
  assert.equal(answer.why, "too_few");
  assert.equal(ask([]).enough, false);
  assert.equal(ask(plenty, { currency: "PLN" }).enough, false);
});

Deno.test("suggest() says no price where those alike have nothing in common", () => {
  const wild = plenty.slice(0, 60).map((one, i) => {
    const cents = Math.round(100 * 10 ** (4 * ((i * 0.618) % 1)));
    return { ...one, brand: "Nike", title: `Nike ${i}x`, price: { cents, currency: "EUR" } };
  });
  const answer = ask(wild);
  assert.ok(!answer.enough);
  assert.equal(answer.why, "too_uncertain");
});

Deno.test("suggest() puts fair between quick and patient, and those inside the interval", () => {
  for (const one of plenty.slice(0, 20)) {
    const { quick, fair, patient, interval80 } = priced(ask(plenty, one));
    const order = [interval80.low, quick, fair, patient, interval80.high].map((m) => m.cents);
    assert.deepEqual(order, order.toSorted((a, b) => a - b));
  }
});

Deno.test("suggest() never asks more for worse condition, also where the evidence is upside down", () => {
  const upsideDown = plenty.map((one) => {
    const factor = one.condition === 6 ? 0.4 : one.condition === 4 ? 2 : 1;
    return { ...one, price: { ...one.price, cents: Math.ceil(one.price.cents * factor) } };
  });
  for (const evidence of [plenty, upsideDown]) {
    const prices = ([4, 3, 2, 1, 6] as const).map((condition) => fair(evidence, { condition }));
    assert.deepEqual(prices, prices.toSorted((a, b) => a - b));
  }
});

Deno.test("suggest() gives the same answer every time", () => {
  assert.deepEqual(ask(plenty), ask(plenty));
});

Deno.test("suggest() passes over prices that nothing bears out, promoted listings and repeats", () => {
  const price = (cents: number) => ({ cents, currency: "EUR" });
  const plain = fair(plenty);
  const trolls = [1, 99_999_00].map((cents, i) =>
    observation({ id: `troll${i}`, title: wanted.title, price: price(cents) })
  );
  const answer = priced(ask([...plenty, ...trolls]));
  assert.ok(answer.trolls >= 2);
  assert.ok(Math.abs(Math.log(answer.fair.cents / plain)) < 0.05);
  const promoted = observation({
    id: "p",
    title: wanted.title,
    promoted: true,
    price: price(90_00),
  });
  assert.deepEqual(ask([...plenty, promoted]), ask(plenty));
  const repeats = plenty.map((one, i) => ({ ...one, id: `again${i}` }));
  const market = createMarket([...plenty, ...repeats]);
  assert.equal(market.size, createMarket(plenty).size);
});

Deno.test("suggest() keeps what is paid apart from what is asked", () => {
  const sales = plenty.slice(0, 60).map((one, i): Observation => ({
    ...one,
    id: `sale${i}`,
    kind: "sold",
    mode: "capture",
    price: { ...one.price, cents: Math.ceil(one.price.cents * 0.7) },
  }));
  const { basis, asking, sold, counts } = priced(ask([...plenty.slice(60), ...sales]));
  assert.equal(basis, "sold");
  assert.ok(asking && sold && sold.cents < asking.cents);
  assert.ok(counts.sold > 0 && counts.asking > 0);
  assert.equal(priced(ask(plenty)).sold, undefined);
});

Deno.test("suggest() lets old evidence count less", () => {
  const price = { cents: 60_00, currency: "EUR" };
  const twins = (seenAt: number) =>
    [1, 2, 3].map((i) =>
      observation({ id: `t${i}`, title: wanted.title, price, size: `${39 + i}`, seenAt })
    );
  const years = 3 * 365 * DAY_MS;
  assert.ok(fair([...plenty, ...twins(NOW - years)]) < fair([...plenty, ...twins(NOW)]));
});

Deno.test("remove() takes a listing out for good", () => {
  const market = createMarket(plenty);
  market.remove(keyOf(plenty[0]!));
  assert.deepEqual(
    market.suggest(wanted, { now: NOW }),
    createMarket(plenty.slice(1)).suggest(wanted, { now: NOW }),
  );
});

Deno.test("add() takes a lower price of the same listing instead of the old one", () => {
  const market = createMarket(plenty);
  const before = market.size;
  const first = plenty[0]!;
  market.add({ ...first, seenAt: NOW + 1, price: { ...first.price, cents: 1_00 } });
  assert.equal(market.size, before);
});
