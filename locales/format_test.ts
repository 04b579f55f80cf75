import assert from "node:assert/strict";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../services/base/time.ts";
import { ago, bytes, date, moment, money, number, weekday } from "./format.ts";

/** Half past midnight in Rome, still the day before in Greenwich. */
const AT = Date.UTC(2026, 10, 22, 23, 30);
/** Intl puts a space between figure and sign that does not break. */
const plain = (text: string) => text.replace(/\s/g, " ");

Deno.test("money() writes cents as the reader does", () => {
  assert.equal(plain(money("it", { cents: 234_050, currency: "EUR" })), "2340,50 €");
  assert.equal(plain(money("en", { cents: 234_050, currency: "EUR" })), "€2,340.50");
  assert.equal(plain(money("it", { cents: -5, currency: "EUR" })), "-0,05 €");
});

Deno.test("number() groups thousands", () => {
  assert.equal(number("it", 12_345), "12.345");
  assert.equal(number("en", 12_345), "12,345");
});

Deno.test("dates are Rome's, wherever the computer stands", () => {
  assert.equal(date("it", AT), "23 novembre 2026");
  assert.equal(date("en", AT), "23 November 2026");
  assert.equal(weekday("it", AT), "lunedì 23 novembre");
  assert.match(moment("it", AT), /^23 nov 2026.*00:30$/);
});

Deno.test("ago() says it in the largest unit that fits", () => {
  const said = (past: number) => ago("it", AT - past, AT);
  assert.equal(said(0), "ora");
  assert.equal(said(30_000), "ora");
  assert.equal(said(3 * MINUTE_MS), "3 minuti fa");
  assert.equal(said(3 * HOUR_MS), "3 ore fa");
  assert.equal(said(DAY_MS), "ieri");
  assert.equal(said(-DAY_MS), "domani");
  assert.equal(said(-2 * DAY_MS), "dopodomani");
});

Deno.test("bytes() says how large a file is", () => {
  assert.equal(plain(bytes("it", 0)), "0 byte");
  assert.equal(plain(bytes("it", 999)), "999 byte");
  assert.equal(plain(bytes("it", 4_200)), "4 kB");
  assert.equal(plain(bytes("it", 3_210_000)), "3,2 MB");
  assert.equal(plain(bytes("en", 40_000_000)), "40 MB");
});
