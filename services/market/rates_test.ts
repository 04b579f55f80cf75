import assert from "node:assert/strict";
import fc from "fast-check";
import { isFailure } from "../base/errors.ts";
import { siteFacts, SITES } from "../marketplace/mod.ts";
import { converted, newerRates, readRates, SHIPPED_RATES } from "./rates.ts";

const DAILY = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01">
  <Cube>
    <Cube time='2026-11-20'>
      <Cube currency='USD' rate='1.25'/>
      <Cube currency="GBP" rate="0.8"/>
    </Cube>
  </Cube>
</gesmes:Envelope>`;

Deno.test("readRates() reads the bank's daily file with its day", () => {
  const rates = readRates(DAILY);
  assert.equal(rates.date, "2026-11-20");
  assert.deepEqual(rates.perEuro, { USD: 1.25, GBP: 0.8 });
});

Deno.test("readRates() refuses what leaves the day or the rates open", () => {
  for (
    const text of [
      "",
      "<html>404</html>",
      DAILY.replace("2026-11-20", "2026-13-45"),
      DAILY.replaceAll("currency", "money"),
      DAILY.replace("1.25", "0"),
      DAILY + DAILY.replace("2026-11-20", "2026-11-19"),
      DAILY + " ".repeat(200_000),
    ]
  ) assert.throws(() => readRates(text), (error) => isFailure(error, "invalid"), text.slice(0, 80));
});

Deno.test("converted() goes through the euro and says from which day", () => {
  const rates = readRates(DAILY);
  const dollars = { cents: 1000, currency: "USD" };
  assert.deepEqual(converted(dollars, "EUR", rates)?.money, { cents: 800, currency: "EUR" });
  assert.deepEqual(converted(dollars, "GBP", rates)?.money, { cents: 640, currency: "GBP" });
  assert.equal(converted(dollars, "EUR", rates)?.date, "2026-11-20");
});

Deno.test("converted() says nothing of a currency without a rate, nor of one's own", () => {
  assert.equal(converted({ cents: 1, currency: "XXX" }, "EUR", SHIPPED_RATES), null);
  assert.equal(converted({ cents: 1, currency: "EUR" }, "XXX", SHIPPED_RATES), null);
  assert.equal(converted({ cents: 1, currency: "EUR" }, "EUR", SHIPPED_RATES), null);
});

Deno.test("the shipped rates know the money of every country site", () => {
  for (const site of SITES) {
    const { currency } = siteFacts(site);
    if (currency === "EUR") continue;
    assert.ok(converted({ cents: 100_00, currency }, "EUR", SHIPPED_RATES), currency);
  }
});

Deno.test("there and back again costs at most a rounding", () => {
  const cents = fc.integer({ min: 1, max: 3_000_000 });
  fc.assert(fc.property(cents, fc.constantFrom("GBP", "USD", "PLN", "HUF"), (given, currency) => {
    const there = converted({ cents: given, currency: "EUR" }, currency, SHIPPED_RATES)!.money;
    const back = converted(there, "EUR", SHIPPED_RATES)!.money;
    const cent = 0.5 / SHIPPED_RATES.perEuro[currency]!;
    assert.ok(Math.abs(back.cents - given) <= cent + 0.5 + 1e-9);
  }));
});

Deno.test("newerRates() takes the later day, whichever comes first", () => {
  const newer = readRates(DAILY);
  assert.equal(newerRates(newer, SHIPPED_RATES), newer);
  assert.equal(newerRates(SHIPPED_RATES, newer), newer);
});
