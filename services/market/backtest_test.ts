import assert from "node:assert/strict";
import { backtest, backtestFrom, foldOf, FOLDS } from "./backtest.ts";
import { CONFIDENCES } from "./suggestion.ts";
import { syntheticMarket } from "./testing.ts";

Deno.test("backtest() comes near the noise of a market, beats both baselines and knows its own error", () => {
  const noise = 0.3;
  const report = backtest(syntheticMarket(300, noise));
  assert.equal(report.n, 300);
  assert.ok(report.answered > 0.95);
  // The middle of |exp(0.3 z) - 1| is about 0.2: nobody can do better.
  assert.ok(report.mdape > 0.15 && report.mdape < 0.26, `mdape ${report.mdape}`);
  assert.ok(report.mdape < 0.8 * report.baselines.brand_mean.mdape);
  assert.ok(report.mdape < 0.8 * report.baselines.brand_condition_median.mdape);
  assert.ok(report.coverage80 > 0.72 && report.coverage80 < 0.88, `coverage ${report.coverage80}`);
  assert.ok(report.width80 > 0);
  assert.ok(Math.abs(report.confident.n - report.n / 2) <= 2);
});

Deno.test("backtest() is the same every time", () => {
  const market = syntheticMarket(80, 0.3);
  assert.deepEqual(backtest(market), backtest(market));
});

Deno.test("backtestFrom() prices a table from another one alone", () => {
  const [first, second] = [syntheticMarket(200, 0.3, "first"), syntheticMarket(60, 0.3, "second")];
  const dearer = first.map((one) => ({
    ...one,
    price: { ...one.price, cents: 3 * one.price.cents },
  }));
  const report = backtestFrom(dearer, second);
  assert.equal(report.n, 60);
  assert.ok(report.mdape > 1.5 && report.mdape < 2.5, `mdape ${report.mdape}`);
});

Deno.test("backtestFrom() keeps a listing of both tables out of its own price", () => {
  const known = syntheticMarket(100, 0.3);
  const odd = { ...known[0]!, id: "odd", price: { cents: 9_999_00, currency: "EUR" } };
  const alone = backtestFrom(known, [odd]);
  assert.deepEqual(backtestFrom([...known, odd], [odd]).mdape, alone.mdape);
});

Deno.test("backtest() counts the priced listings of each label", () => {
  const { n, answered, labels } = backtest(syntheticMarket(200, 0.3));
  const counted = CONFIDENCES.reduce((sum, label) => sum + labels[label].n, 0);
  assert.equal(counted, Math.round(answered * n));
  const { weak } = backtestFrom(syntheticMarket(5, 0.3), syntheticMarket(5, 0.3, "other")).labels;
  assert.deepEqual(weak, { n: 0, mdape: null, coverage80: null });
});

Deno.test("foldOf() keeps near-copies together and spreads the rest", () => {
  assert.equal(foldOf("Baskets Élégantes, taille 38!"), foldOf("baskets elegantes taille 41"));
  const folds = syntheticMarket(300, 0.3).map(({ title }) => foldOf(title));
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const share = folds.filter((one) => one === fold).length / folds.length;
    assert.ok(share > 0.08 && share < 0.35, `fold ${fold}: ${share}`);
  }
});
