import { DAY_MS, dayOf, HOUR_MS } from "../base/time.ts";
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  accept,
  BUDGET_DEFAULT,
  checkPolicy,
  clearPause,
  countRequest,
  FIRST_PAUSE_MS,
  GAP_MS,
  LONGEST_PAUSE_MS,
  msUntilNextRequest,
  PolicySchema,
  revoke,
  startPause,
} from "./policy.ts";

const NOW = Date.UTC(2026, 10, 22, 9);
const VERSIONS = { terms: "2", endpoints: "r" };
const fresh = PolicySchema.parse({});
const on = accept(fresh, NOW, VERSIONS.terms);
const decide = (policy: typeof on, now = NOW, versions = VERSIONS) => {
  const found = checkPolicy(policy, now, versions);
  return found.allowed ? "allowed" : found.reason;
};

Deno.test("checkPolicy() refuses until the current terms are accepted, and again after acceptance is withdrawn", () => {
  assert.equal(decide(fresh), "not_accepted");
  assert.equal(decide(on), "allowed");
  assert.equal(decide(on, NOW, { ...VERSIONS, terms: "3" }), "terms_changed");
  assert.equal(decide(revoke(on)), "not_accepted");
});

Deno.test("checkPolicy() refuses while look-ups are stopped", () => {
  const killed = { ...on, killed: true };
  assert.equal(decide(killed), "stopped");
  assert.equal(decide(killed, NOW + 30 * DAY_MS), "stopped");
});

Deno.test("the budget counts a calendar day in Italy", () => {
  let policy = on;
  for (let i = 0; i < BUDGET_DEFAULT; i++) {
    assert.equal(decide(policy), "allowed");
    policy = countRequest(policy, NOW);
  }
  const spent = checkPolicy(policy, NOW, VERSIONS);
  const midnight = Date.UTC(2026, 10, 22, 23);
  assert.deepEqual(spent, { allowed: false, reason: "budget_spent", until: midnight });
  assert.equal(decide(policy, midnight - 1), "budget_spent");
  assert.equal(decide(policy, midnight), "allowed");
  assert.equal(dayOf(midnight), "2026-11-23");
});

Deno.test("each refusal doubles the pause until a response is good", () => {
  let policy = on;
  let now = NOW;
  for (let hours = 2; hours <= 48; hours = hours === 32 ? 48 : hours * 2) {
    policy = startPause(policy, "blocked", { now, endpoints: "r" });
    const until = now + hours * HOUR_MS;
    assert.deepEqual(checkPolicy(policy, until - 1, VERSIONS), {
      allowed: false,
      reason: "paused",
      pauseReason: "blocked",
      until,
    });
    assert.equal(decide(policy, until), "allowed");
    now = until;
    if (hours === 48) break;
  }
  const again = startPause(clearPause(policy), "blocked", { now, endpoints: "r" });
  assert.equal(again.pause!.until, now + FIRST_PAUSE_MS);
});

Deno.test("a pause that the marketplace asks for is kept exactly and does not count as a refusal", () => {
  const asked = startPause(on, "too_many", { now: NOW, endpoints: "r", askedMs: 90_000 });
  assert.equal(decide(asked, NOW + 89_999), "paused");
  assert.equal(decide(asked, NOW + 90_000), "allowed");
  assert.equal(asked.refusals, 0);
});

Deno.test("a new version of the endpoints ends a pause because they moved, not one after a refusal", () => {
  const moved = startPause(on, "moved", { now: NOW, endpoints: "r" });
  assert.equal(decide(moved), "paused");
  assert.equal(decide(moved, NOW, { ...VERSIONS, endpoints: "s" }), "allowed");
  const blocked = startPause(on, "blocked", { now: NOW, endpoints: "r" });
  assert.equal(decide(blocked, NOW, { ...VERSIONS, endpoints: "s" }), "paused");
});

Deno.test("two requests are 5 to 10 seconds apart, also when the clock was set back", () => {
  const asked = countRequest(on, NOW);
  fc.assert(
    fc.property(
      fc.integer({ min: -DAY_MS, max: DAY_MS }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (
        later,
        random,
      ) => {
        const wait = msUntilNextRequest(asked, NOW + later, random);
        assert.ok(wait >= 0 && wait <= 2 * GAP_MS);
        if (later >= 0) assert.ok(later + wait >= GAP_MS);
      },
    ),
  );
});

Deno.test("no sequence of responses exceeds the daily budget or pauses longer than two days", () => {
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
        if (!checkPolicy(policy, now, VERSIONS).allowed) continue;
        perDay.set(dayOf(now), (perDay.get(dayOf(now)) ?? 0) + 1);
        policy = countRequest(policy, now);
        if (answer === "good") policy = clearPause(policy);
        else if (answer === "too_many") {
          policy = startPause(policy, answer, { now, endpoints: "r", askedMs: 60_000 });
        } else policy = startPause(policy, answer as "blocked", { now, endpoints: "r" });
        assert.ok((policy.pause?.until ?? now) - now <= LONGEST_PAUSE_MS);
      }
      assert.ok([...perDay.values()].every((asked) => asked <= 3));
    }),
  );
});
