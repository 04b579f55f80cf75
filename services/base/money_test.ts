import assert from "node:assert/strict";
import fc from "fast-check";
import { buyerTotal, parseMoney } from "./money.ts";

const TABLE: [unknown, number | null, string?][] = [
  ["39,00€", 3_900],
  ["39,00 €", 3_900],
  ["€ 39", 3_900],
  ["€39.5", 3_950],
  ["1 400,00", 140_000],
  ["1\u202f400,00 €", 140_000],
  ["1\u00a0400 €", 140_000],
  ["1.400", 140_000],
  ["1.400,00", 140_000],
  ["1,400.50", 140_050],
  ["1'400.00", 140_000],
  ["1’400", 140_000],
  ["12.345.678", 1_234_567_800],
  ["0,99", 99],
  ["6.00", 600],
  ["10 euro", 1_000],
  ["EUR 12.50", 1_250],
  [6, 600],
  [2.88, 288],
  [0.07, 7],
  ["£12", 1_200, "GBP"],
  ["100 zł", 10_000, "PLN"],
  [{ amount: "6.00", currency_code: "EUR" }, 600],
  [{ amount: 2.88, currencyCode: "GBP" }, 288, "GBP"],
  [{ amount: "12", currency: "USD" }, 1_200, "USD"],
  [{ amount: "6.00" }, 600],
  ["", null],
  ["gratis", null],
  ["-5", null],
  ["€", null],
  ["1,2,3", null],
  ["1.23.4", null],
  ["1234.567,00.", null],
  ["12 e 50", null],
  ["12-15 €", null],
  ["1e5", null],
  [-1, null],
  [NaN, null],
  [Infinity, null],
  [null, null],
  [undefined, null],
  [{}, null],
  [{ amount: {} }, null],
  [{ amount: "5", currency: "pesos" }, null],
];

Deno.test("parseMoney() reads prices as people and sites write them", () => {
  for (const [value, cents, currency = "EUR"] of TABLE) {
    const expected = cents === null ? null : { cents, currency };
    assert.deepEqual(parseMoney(value, "EUR"), expected, JSON.stringify(value));
  }
});

const grouped = (cents: number, group: string, decimal: string): string => {
  const whole = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, group);
  return `${whole}${decimal}${String(cents % 100).padStart(2, "0")}`;
};
const STYLES: ((cents: number) => unknown)[] = [
  (cents) => `${grouped(cents, ".", ",")} €`,
  (cents) => `€${grouped(cents, ",", ".")}`,
  (cents) => `${grouped(cents, "\u202f", ",")}€`,
  (cents) => grouped(cents, "", "."),
  (cents) => `${grouped(cents, "’", ".")} EUR`,
  (cents) => cents / 100,
  (cents) => ({ amount: (cents / 100).toFixed(2), currency_code: "EUR" }),
  (cents) =>
    new Intl.NumberFormat("it-IT", { style: "currency", currency: "EUR" }).format(cents / 100),
  (cents) =>
    new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" }).format(cents / 100),
  (cents) =>
    new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" }).format(cents / 100),
];

Deno.test("parseMoney() reads back every amount in every style, to the cent", () => {
  fc.assert(fc.property(
    fc.integer({ min: 0, max: 100_000_000_00 }),
    fc.constantFrom(...STYLES),
    (cents, style) => {
      assert.deepEqual(parseMoney(style(cents), "EUR"), { cents, currency: "EUR" });
    },
  ));
});

Deno.test("parseMoney() never throws, and gives whole cents that are not negative", () => {
  fc.assert(fc.property(fc.oneof(fc.anything(), fc.string({ unit: "grapheme" })), (value) => {
    const money = parseMoney(value, "EUR");
    if (money) assert.ok(Number.isSafeInteger(money.cents) && money.cents >= 0);
  }));
});

Deno.test("buyerTotal() adds five per cent and seventy cents, and two per cent from 500 euro", () => {
  const total = (cents: number) => buyerTotal({ cents, currency: "EUR" }).total.cents;
  assert.equal(total(600), 700);
  assert.equal(total(5_500), 5_845);
  assert.equal(total(100), 175);
  assert.equal(total(70_000), 71_400);
  assert.equal(buyerTotal({ cents: 600, currency: "EUR" }).estimated, true);
});

Deno.test("buyerTotal() is always more than the price, in the same currency", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 30_000_00 }), (cents) => {
    const { fee, total } = buyerTotal({ cents, currency: "GBP" });
    assert.equal(total.cents, cents + fee.cents);
    assert.ok(fee.cents > 0 && total.currency === "GBP");
  }));
});
