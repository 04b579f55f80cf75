import assert from "node:assert/strict";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { translator } from "../../locales/mod.ts";
import { heldClock } from "../../services/base/clock.ts";
import { Failure, notFound } from "../../services/base/errors.ts";
import { createLogger } from "../../services/base/log.ts";
import type { Env } from "../env.ts";
import { answerNotFound, answerProblem } from "./problems.tsx";

/** An app with one address that fails so, and what it writes into the log. */
function failing(error: Error): { app: Hono<Env>; lines: string[] } {
  const lines: string[] = [];
  const log = createLogger({ clock: heldClock(), level: "error", write: (l) => lines.push(l) });
  const app = new Hono<Env>();
  app.onError(answerProblem(log));
  app.notFound(answerNotFound);
  app.use(async (c, next) => {
    c.set("requestId", "r-1");
    c.set("locale", "it");
    c.set("t", translator("it"));
    c.set("theme", "auto");
    c.set("flashKey", new Uint8Array(32));
    c.set("assets", { script: "/a.js", style: "/a.css" });
    await next();
  });
  app.get("/", () => {
    throw error;
  });
  return { app, lines };
}

const asJson = { headers: { accept: "application/json" } };
const asPage = { headers: { accept: "text/html,*/*" } };

Deno.test("a failure is a page with one sentence for who looks", async () => {
  const { app } = failing(notFound("inventory.not_found", { number: 231 }));
  const answer = await app.request("/", asPage);
  assert.equal(answer.status, 404);
  assert.match(answer.headers.get("content-type")!, /^text\/html/);
  assert.match(await answer.text(), /<h1>Non trovato<\/h1>/);
});

Deno.test("a failure is problem+json for a script, with the same sentence", async () => {
  const { app } = failing(new Failure("too_many", "auth.too_many", { seconds: 60 }));
  const answer = await app.request("/", asJson);
  assert.equal(answer.status, 429);
  assert.equal(answer.headers.get("content-type"), "application/problem+json");
  assert.equal(answer.headers.get("retry-after"), "60");
  const problem = await answer.json();
  assert.equal(problem.status, 429);
  assert.equal(problem.title, "too_many");
  assert.equal(problem.detail, translator("it")("auth.too_many", { seconds: 60 }));
});

Deno.test("what nobody foresaw is told with its request's id and logged whole, never shown", async () => {
  const { app, lines } = failing(new Error("secret detail"));
  const answer = await app.request("/", asJson);
  assert.equal(answer.status, 500);
  const problem = await answer.json();
  assert.match(problem.detail, /r-1/);
  assert.doesNotMatch(JSON.stringify(problem), /secret detail/);
  assert.match(lines.join("\n"), /request_failed.*r-1.*secret detail/s);
});

Deno.test("a request that cannot be read is the asker's mistake and fills no log", async () => {
  const { app, lines } = failing(new HTTPException(400, { message: "Malformed JSON" }));
  const answer = await app.request("/", asJson);
  assert.equal(answer.status, 400);
  assert.equal((await answer.json()).title, "invalid");
  assert.deepEqual(lines, []);
});

Deno.test("an address that is nowhere says so", async () => {
  const { app } = failing(new Error("never thrown"));
  const answer = await app.request("/nowhere", asJson);
  assert.equal(answer.status, 404);
  assert.equal((await answer.json()).detail, translator("it")("common.page_not_found"));
});
