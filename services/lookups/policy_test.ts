import assert from "node:assert/strict";
import fc from "fast-check";
import { DAY_MS, dayOf, HOUR_MS } from "../base/time.ts";
import {
  accept,
  BUDGET_DEFAULT,
  countRequest,
  FIRST_PAUSE_MS,
  forgive,
  GAP_MS,
  gate,
  LONGEST_PAUSE_MS,
  pauseFor,
  PolicySchema,
  revoke,
  waitMs,
} from "./policy.ts";

const NOW = Date.UTC(2026, 10, 22, 9);
const VERSIONS = { terms: "2", routes: "r" };
const fresh = PolicySchema.parse({});
const on = accept(fresh, NOW, VERSIONS.terms);
const why = (policy: typeof on, now = NOW, versions = VERSIONS) => {
  const found = gate(policy, now, versions);
  return found.open ? "open" : found.why;
};

Deno.test("the gate is shut until the present terms are accepted, and again when that is taken back", () => {
  assert.equal(why(fresh), "not_accepted");
  assert.equal(why(on), "open");
  assert.equal(why(on, NOW, { ...VERSIONS, terms: "3" }), "terms_changed");
  assert.equal(why(revoke(on)), "not_accepted");
});

Deno.test("the kill switch shuts the gate until it is turned back", () => {
  const killed = { ...on, killed: true };
  assert.equal(why(killed), "stopped");
  assert.equal(why(killed, NOW + 30 * DAY_MS), "stopped");
});

Deno.test("the budget is of a day on the wall in Italy", () => {
  let policy = on;
  for (let i = 0; i < BUDGET_DEFAULT; i++) {
    assert.equal(why(policy), "open");
    policy = countRequest(policy, NOW);
  }
  const spent = gate(policy, NOW, VERSIONS);
  const midnight = Date.UTC(2026, 10, 22, 23);
  assert.deepEqual(spent, { open: false, why: "budget_spent", until: midnight });
  assert.equal(why(policy, midnight - 1), "budget_spent");
  assert.equal(why(policy, midnight), "open");
  assert.equal(dayOf(midnight), "2026-11-23");
});

Deno.test("a refusal stops everything for hours, twice as long each time, until a good answer", () => {
  let policy = on;
  let now = NOW;
  for (let hours = 2; hours <= 48; hours = hours === 32 ? 48 : hours * 2) {
    policy = pauseFor(policy, "blocked", { now, routes: "r" });
    const until = now + hours * HOUR_MS;
    assert.deepEqual(gate(policy, until - 1, VERSIONS), {
      open: false,
      why: "paused",
      reason: "blocked",
      until,
    });
    assert.equal(why(policy, until), "open");
    now = until;
    if (hours === 48) break;
  }
  const again = pauseFor(forgive(policy), "blocked", { now, routes: "r" });
  assert.equal(again.pause!.until, now + FIRST_PAUSE_MS);
});

Deno.test("a pause that the marketplace asks for is kept as it is and counts as no refusal", () => {
  const asked = pauseFor(on, "too_many", { now: NOW, routes: "r", asked: 90_000 });
  assert.equal(why(asked, NOW + 89_999), "paused");
  assert.equal(why(asked, NOW + 90_000), "open");
  assert.equal(asked.refusals, 0);
});

Deno.test("doors that moved are tried again as soon as there are other doors; a refusal is not", () => {
  const moved = pauseFor(on, "moved", { now: NOW, routes: "r" });
  assert.equal(why(moved), "paused");
  assert.equal(why(moved, NOW, { ...VERSIONS, routes: "s" }), "open");
  const blocked = pauseFor(on, "blocked", { now: NOW, routes: "r" });
  assert.equal(why(blocked, NOW, { ...VERSIONS, routes: "s" }), "paused");
});

Deno.test("between two requests lie 5 to 10 seconds, also when the clock was set back", () => {
  const asked = countRequest(on, NOW);
  fc.assert(
    fc.property(
      fc.integer({ min: -DAY_MS, max: DAY_MS }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (
        later,
        random,
      ) => {
        const wait = waitMs(asked, NOW + later, random);
        assert.ok(wait >= 0 && wait <= 2 * GAP_MS);
        if (later >= 0) assert.ok(later + wait >= GAP_MS);
      },
    ),
  );
});

Deno.test("whatever happens, no more than the budget is asked in a day and no pause is longer than two days", () => {
  const step = fc.record({
    later: fc.integer({ min: 0, max: DAY_MS / 4 }),
    answer: fc.constantFrom("good", "blocked", "moved", "too_many"),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      let policy = { ...on, budget: 3 };
      let now = NOW;
      const perDay = new Map<string, number>();
      for (const { later, answer } of steps) {
        now += later;
        if (!gate(policy, now, VERSIONS).open) continue;
        perDay.set(dayOf(now), (perDay.get(dayOf(now)) ?? 0) + 1);
        policy = countRequest(policy, now);
        if (answer === "good") policy = forgive(policy);
        else if (answer === "too_many") {
          policy = pauseFor(policy, answer, { now, routes: "r", asked: 60_000 });
        } else policy = pauseFor(policy, answer as "blocked", { now, routes: "r" });
        assert.ok((policy.pause?.until ?? now) - now <= LONGEST_PAUSE_MS);
      }
      assert.ok([...perDay.values()].every((asked) => asked <= 3));
    }),
  );
});
