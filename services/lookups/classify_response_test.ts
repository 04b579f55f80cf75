import { DAY_MS } from "../base/time.ts";
import assert from "node:assert/strict";
import { classifyApiResponse, classifyPage, parseRetryAfter } from "./classify_response.ts";

const NOW = Date.UTC(2026, 10, 22, 9);
const answer = (status: number, text = "", retryAfter: string | null = null) => ({
  status,
  text,
  retryAfter,
});
const CHALLENGE = "<!doctype html><title>Client Challenge</title>";

Deno.test("classifyApiResponse() tells the kinds of failure apart", () => {
  const cases: [ReturnType<typeof answer>, string][] = [
    [answer(200, '{"items":[]}'), "ok"],
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
  for (const [given, kind] of cases) {
    assert.equal(classifyApiResponse(given, NOW).kind, kind, JSON.stringify(given));
  }
});

Deno.test("classifyPage() reads 404 as gone and a challenge as blocked", () => {
  assert.equal(classifyPage(answer(404, "<h1>"), NOW).kind, "gone");
  assert.equal(classifyPage(answer(200, CHALLENGE), NOW).kind, "blocked");
  const long = `<html>${"x".repeat(60_000)} challenge`;
  assert.equal(classifyPage(answer(200, long), NOW).kind, "ok");
});

Deno.test("parseRetryAfter() reads seconds and dates, and is never negative", () => {
  assert.equal(parseRetryAfter("60", NOW), 60_000);
  assert.equal(parseRetryAfter("Sun, 22 Nov 2026 09:05:00 GMT", NOW), 5 * 60_000);
  for (const odd of [null, "", "soon", "-5", "0", "Sun, 22 Nov 2020 09:05:00 GMT"]) {
    assert.equal(parseRetryAfter(odd, NOW), 60_000, String(odd));
  }
  assert.equal(parseRetryAfter("999999999", NOW), DAY_MS);
});
