import assert from "node:assert/strict";
import { buyerTotal } from "../base/money.ts";
import type { Site } from "../marketplace/mod.ts";
import { createMarket } from "./market.ts";
import { mirror, type MirrorNeeds } from "./mirror.ts";
import type { Observation } from "./observation.ts";
import { SHIPPED_RATES } from "./rates.ts";
import { NOW, syntheticMarket } from "./testing.ts";

const subject = {
  title: "Nike runner gialle",
  brand: "Nike",
  category: "shoes",
  size: "41",
  condition: 2,
} as const;

function listings(country: Site, count: number, times = 1, currency = "EUR"): Observation[] {
  return syntheticMarket(count, 0.2, `market ${country}`).map((one) => ({
    ...one,
    country,
    price: { cents: times * one.price.cents, currency },
  }));
}

function needsOf(evidence: readonly Observation[]): MirrorNeeds {
  const market = createMarket(evidence);
  return {
    appraise: (asked) => market.suggest(asked, { now: NOW }),
    seen: (country) => evidence.filter((one) => one.country === country).length,
    rates: SHIPPED_RATES,
  };
}

Deno.test("mirror() prices each country from its own evidence, the best-paying first", () => {
  const needs = needsOf([...listings("it", 200), ...listings("fr", 200, 3)]);
  const [first, second, ...rest] = mirror(subject, { home: "it" }, needs);
  assert.deepEqual([first?.country, second?.country, second?.home], ["fr", "it", true]);
  assert.ok(first?.answer.enough && second?.answer.enough);
  const ratio = first.answer.fair.cents / second.answer.fair.cents;
  assert.ok(ratio > 2.3 && ratio < 3.7, String(ratio));
  assert.ok(first.answer.rows.every(({ observation }) => observation.country === "fr"));
  assert.deepEqual(first.total?.fair, buyerTotal(first.answer.fair).total);
  assert.equal(first.atHome, null);
  for (const { answer, total, share, seen } of rest) {
    assert.deepEqual([answer.enough, total, share, seen], [false, null, null, 0]);
  }
});

Deno.test("mirror() says how rare a thing is among what was seen there", () => {
  const odd = listings("de", 300).map((one) => ({
    ...one,
    brand: "Gucci",
    title: "Gucci borsa tracolla",
    category: "bags",
  }));
  const needs = needsOf([...listings("it", 100), ...odd, ...listings("de", 3)]);
  const found = new Map(mirror(subject, { home: "it" }, needs).map((one) => [one.country, one]));
  const [here, there] = [found.get("it")!, found.get("de")!];
  assert.equal(there.seen, 303);
  assert.equal(there.share, there.alike / 303);
  assert.ok(here.share! > 5 * there.share!, `${here.share} ${there.share}`);
});

Deno.test("mirror() keeps foreign money apart and converts it only beside, with the day of the rate", () => {
  const needs = needsOf([...listings("it", 150), ...listings("gb", 150, 4, "GBP")]);
  const [first] = mirror(subject, { home: "it", countries: ["gb"] }, needs);
  assert.equal(first?.country, "gb");
  assert.ok(first.answer.enough);
  assert.equal(first.answer.fair.currency, "GBP");
  // What the buyer's fee is in pounds was never measured.
  assert.equal(first.total, null);
  assert.equal(first.atHome?.date, SHIPPED_RATES.date);
  const expected = first.answer.fair.cents / SHIPPED_RATES.perEuro.GBP!;
  assert.deepEqual(first.atHome?.money, { cents: Math.round(expected), currency: "EUR" });
});

Deno.test("evidence of one country does not move the price of another, however much there is of it", () => {
  const home = listings("it", 60);
  const atHome = (evidence: readonly Observation[]) =>
    mirror(subject, { home: "it", countries: [] }, needsOf(evidence))[0]?.answer;
  const alone = atHome(home);
  const beside = atHome([...listings("fr", 900, 9), ...home, ...listings("de", 900, 9)]);
  assert.ok(alone?.enough && beside?.enough);
  assert.deepEqual(beside.fair, alone.fair);
  assert.ok(beside.rows.every(({ observation }) => observation.country === "it"));
});
