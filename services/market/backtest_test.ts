import assert from "node:assert/strict";
import { backtest, foldOf, FOLDS } from "./backtest.ts";
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

Deno.test("foldOf() keeps near-copies together and spreads the rest", () => {
  assert.equal(foldOf("Baskets Élégantes, taille 38!"), foldOf("baskets elegantes taille 41"));
  const folds = syntheticMarket(300, 0.3).map(({ title }) => foldOf(title));
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const share = folds.filter((one) => one === fold).length / folds.length;
    assert.ok(share > 0.08 && share < 0.35, `fold ${fold}: ${share}`);
  }
});
