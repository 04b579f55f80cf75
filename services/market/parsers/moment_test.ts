import assert from "node:assert/strict";
import { DAY_MS, HOUR_MS } from "../../base/time.ts";
import { readMoment } from "./moment.ts";

const now = Date.UTC(2026, 4, 14, 12);

Deno.test("readMoment() reads moments as sites and programs write them", () => {
  const cases: [unknown, number | undefined][] = [
    ["14 ore fa", now - 14 * HOUR_MS],
    ["un'ora fa", now - HOUR_MS],
    ["un giorno fa", now - DAY_MS],
    ["una settimana fa", now - 7 * DAY_MS],
    ["6 mesi fa", now - 180 * DAY_MS],
    ["un anno fa", now - 365 * DAY_MS],
    ["Il y a une minute", now - 60_000],
    ["il y a 3 jours", now - 3 * DAY_MS],
    ["2 hours ago", now - 2 * HOUR_MS],
    ["vor einer Woche", now - 7 * DAY_MS],
    ["39 min fa", now - 39 * 60_000],
    ["3h ago", now - 3 * HOUR_MS],
    ["ieri", now - DAY_MS],
    ["Ieri alle 14:30", now - DAY_MS],
    ["oggi", now],
    ["há 2 horas", now - 2 * HOUR_MS],
    ["ontem", now - DAY_MS],
    ["3 uur geleden", now - 3 * HOUR_MS],
    ["2 godziny temu", now - 2 * HOUR_MS],
    ["wczoraj", now - DAY_MS],
    ["před hodinou", now - HOUR_MS],
    ["před 2 dny", now - 2 * DAY_MS],
    ["pred 3 týždňami", now - 21 * DAY_MS],
    ["pred 5 urami", now - 5 * HOUR_MS],
    ["prieš 4 valandas", now - 4 * HOUR_MS],
    ["för 5 dagar sedan", now - 5 * DAY_MS],
    ["igår", now - DAY_MS],
    ["for 3 timer siden", now - 3 * HOUR_MS],
    ["2 viikkoa sitten", now - 14 * DAY_MS],
    ["3 órája", now - 3 * HOUR_MS],
    ["2 nappal ezelőtt", now - 2 * DAY_MS],
    ["acum 3 săptămâni", now - 21 * DAY_MS],
    ["prije 6 sati", now - 6 * HOUR_MS],
    ["πριν από 2 ημέρες", now - 2 * DAY_MS],
    ["χθες", now - DAY_MS],
    ["pirms 2 dienām", now - 2 * DAY_MS],
    ["3 tundi tagasi", now - 3 * HOUR_MS],
    ["poco fa", undefined],
    ["Fabrizio", undefined],
    ["hace 5 días", now - 5 * DAY_MS],
    ["23/03/2023, 16:59:47", Date.UTC(2023, 2, 23, 16, 59, 47)],
    ["27/05/2020 10:05", Date.UTC(2020, 4, 27, 10, 5)],
    ["2022-02-16 21:55:20+00:00", Date.UTC(2022, 1, 16, 21, 55, 20)],
    ["2025-05-27 13:40:29 +0200", Date.UTC(2025, 4, 27, 11, 40, 29)],
    ["2021-01", Date.UTC(2021, 0, 1)],
    ["2020-07-02", Date.UTC(2020, 6, 2)],
    ["20260514", Date.UTC(2026, 4, 14)],
    [1_696_452_426, 1_696_452_426_000],
    ["1696452426000", 1_696_452_426_000],
    [1e300, undefined],
    ["99999999999999 anni fa", undefined],
    ["Na", undefined],
    ["", undefined],
    ["40/40/2020", undefined],
    [3, undefined],
    [Number.NaN, undefined],
    [null, undefined],
    [{}, undefined],
  ];
  for (const [written, moment] of cases) {
    assert.equal(readMoment(written, { now }), moment, String(written));
  }
});

Deno.test("readMoment() puts the month first where it is told to", () => {
  assert.equal(readMoment("12/11/2025", { now, monthFirst: true }), Date.UTC(2025, 11, 11));
  assert.equal(readMoment("12/11/2025", { now }), Date.UTC(2025, 10, 12));
});
