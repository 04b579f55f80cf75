import assert from "node:assert/strict";
import { DAY_MS } from "../base/time.ts";
import { pauseOf, sortAnswer, sortPage } from "./sort_answer.ts";

const NOW = Date.UTC(2026, 10, 22, 9);
const answer = (status: number, text = "", retryAfter: string | null = null) => ({
  status,
  text,
  retryAfter,
});
const CHALLENGE = "<!doctype html><title>Client Challenge</title>";

Deno.test("sortAnswer() tells the ways of failing apart", () => {
  const cases: [ReturnType<typeof answer>, string][] = [
    [answer(200, '{"items":[]}'), "good"],
    [answer(401), "expired"],
    [answer(403, CHALLENGE), "blocked"],
    [answer(403, '{"code":106}'), "blocked"],
    [answer(406), "blocked"],
    [answer(200, "<!doctype html><p>Ciao"), "blocked"],
    [answer(503, CHALLENGE), "blocked"],
    [answer(404, '{"code":104}'), "moved"],
    [answer(0), "moved"],
    [answer(400, '{"code":99}'), "shape_changed"],
    [answer(200, "null and void"), "shape_changed"],
    [answer(502), "unreachable"],
    [answer(429), "too_many"],
  ];
  for (const [given, how] of cases) {
    assert.equal(sortAnswer(given, NOW).how, how, JSON.stringify(given));
  }
});

Deno.test("sortPage() takes a page's own 404 for gone, and a challenge for a refusal", () => {
  assert.equal(sortPage(answer(404, "<h1>"), NOW).how, "gone");
  assert.equal(sortPage(answer(200, CHALLENGE), NOW).how, "blocked");
  const long = `<html>${"x".repeat(60_000)} challenge`;
  assert.equal(sortPage(answer(200, long), NOW).how, "good");
});

Deno.test("pauseOf() reads seconds and dates, and never less than nothing", () => {
  assert.equal(pauseOf("60", NOW), 60_000);
  assert.equal(pauseOf("Sun, 22 Nov 2026 09:05:00 GMT", NOW), 5 * 60_000);
  for (const odd of [null, "", "soon", "-5", "0", "Sun, 22 Nov 2020 09:05:00 GMT"]) {
    assert.equal(pauseOf(odd, NOW), 60_000, String(odd));
  }
  assert.equal(pauseOf("999999999", NOW), DAY_MS);
});
