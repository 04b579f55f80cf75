import assert from "node:assert/strict";
import { dayOf, nextTimeOfDay, startOfDayAfter } from "./time.ts";

const WINTER_NIGHT = Date.UTC(2026, 10, 22, 23, 30);

Deno.test("dayOf() names the day in Italy, not in UTC", () => {
  assert.equal(dayOf(WINTER_NIGHT), "2026-11-23");
});

Deno.test("startOfDayAfter() keeps to midnight when the clocks change", () => {
  const before = Date.UTC(2026, 2, 28, 12);
  assert.equal(startOfDayAfter(before, 1), Date.UTC(2026, 2, 28, 23));
  assert.equal(startOfDayAfter(before, 2), Date.UTC(2026, 2, 29, 22));
});

Deno.test("nextTimeOfDay() is later today, or tomorrow when that time has come", () => {
  const eight = Date.UTC(2026, 10, 23, 7);
  assert.equal(nextTimeOfDay(WINTER_NIGHT, { hour: 8 }), eight);
  assert.equal(nextTimeOfDay(eight, "08:00"), Date.UTC(2026, 10, 24, 7));
});
