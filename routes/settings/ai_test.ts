import assert from "node:assert/strict";
import { Hono } from "hono";
import { translator } from "../../locales/mod.ts";
import { openTestReaders, type TestReaders } from "../../services/ai/testing.ts";
import { createConfirmedAuth } from "../../services/auth/testing.ts";
import { silentLogger } from "../../services/base/log.ts";
import type { Env } from "../env.ts";
import { readingRoutes } from "../item/reading.ts";
import { answerProblem } from "../frame/problems.tsx";
import { aiSettingsRoutes } from "./ai.tsx";

function appOf(house: TestReaders): Hono<Env> {
  const app = new Hono<Env>();
  const { auth, session } = createConfirmedAuth(house);
  app.use(async (c, next) => {
    c.set("session", await session);
    c.set("t", translator("en"));
    c.set("locale", "en");
    c.set("theme", "auto");
    c.set("assets", { script: "/assets/client.js", style: "/assets/style.css" });
    c.set("flashKey", new Uint8Array(32));
    await next();
  });
  app.route("/settings/ai", aiSettingsRoutes({ ...house, auth }));
  app.route("/items/:number/reading", readingRoutes(house));
  app.onError(answerProblem(silentLogger));
  return app;
}

const post = (app: Hono<Env>, path: string, form: Record<string, string> = {}) =>
  app.request(path, { method: "POST", body: new URLSearchParams(form) });

const FORM = {
  tagReader: "ocr",
  itemReader: "glm",
  ollamaModel: "",
  glmModel: "glm-4.6v",
  glmKey: "secret-key",
  ceiling: "2,50",
  glmOn: "on",
};

Deno.test("GET /settings/ai says what Ollama has and that GLM sends photos away", async () => {
  await using house = await openTestReaders();
  house.ollama.models.push({ name: "llama3.2:3b", capabilities: ["completion"] });
  const response = await appOf(house).request("/settings/ai");
  const text = await response.text();
  assert.equal(response.status, 200);
  assert.match(text, /Ollama 0\.13\.1 answers/);
  assert.match(text, /qwen3-vl:4b · sees photos/);
  assert.match(text, /llama3\.2:3b · text only/);
  assert.match(text, /Photos leave your computer/);
});

Deno.test("GET /settings/ai is there when Ollama is not", async () => {
  await using house = await openTestReaders();
  await house.ollama.close();
  const response = await appOf(house).request("/settings/ai");
  assert.equal(response.status, 200);
  assert.match(await response.text(), /Ollama does not answer/);
});

Deno.test("POST /settings/ai keeps the choice and never shows the key", async () => {
  await using house = await openTestReaders();
  const app = appOf(house);
  const response = await post(app, "/settings/ai", FORM);
  assert.equal(response.status, 303);
  const settings = await house.ai.settings();
  assert.equal(settings.itemReader, "glm");
  assert.equal(settings.ceilingCents, 250);
  assert.equal(settings.glmOn, true);
  const page = await (await app.request("/settings/ai")).text();
  assert.match(page, /There is a key already/);
  assert.ok(!page.includes("secret-key"));
  await post(app, "/settings/ai", { ...FORM, glmKey: "" });
  assert.equal((await house.ai.settings()).hasKey, true);
});

Deno.test("POST /settings/ai says at the field what is wrong, and keeps what was", async () => {
  await using house = await openTestReaders();
  const app = appOf(house);
  for (
    const [wrong, words] of [
      [{ ceiling: "a lot" }, /The most to spend/],
      [{ ceiling: "101" }, /The most to spend/],
      [{ glmKey: "" }, /needs its API key/],
    ] as const
  ) {
    const response = await post(app, "/settings/ai", { ...FORM, ...wrong });
    assert.equal(response.status, 422);
    assert.match(await response.text(), words);
  }
  assert.equal((await house.ai.settings()).itemReader, "ollama");
});

Deno.test("POST /settings/ai/models begins the download of a model with a possible name", async () => {
  await using house = await openTestReaders();
  const app = appOf(house);
  assert.equal((await post(app, "/settings/ai/models", { model: "qwen3-vl:2b" })).status, 303);
  assert.equal((await house.ai.underWay()).length, 1);
  const refused = await post(app, "/settings/ai/models", { model: "../etc" });
  assert.equal(refused.status, 422);
  assert.match(await refused.text(), /is not the name of a model/);
});

Deno.test("the result of a trial stands on the page", async () => {
  await using house = await openTestReaders({ lines: ["TAGLIA 42"] });
  const app = appOf(house);
  await post(app, "/settings/ai/trials/tags");
  await post(app, "/settings/ai/trials/item");
  house.jobs.start();
  await house.jobs.settled();
  const page = await (await app.request("/settings/ai")).text();
  assert.match(page, /TAGLIA 42/);
  assert.match(page, /Blue/);
  assert.match(page, /macchia su una manica/);
  assert.equal((await post(app, "/settings/ai/trials/else")).status, 404);
});

Deno.test("GET /settings/ai/sample is a picture", async () => {
  await using house = await openTestReaders();
  const response = await appOf(house).request("/settings/ai/sample");
  assert.equal(response.headers.get("content-type"), "image/jpeg");
  assert.deepEqual([...new Uint8Array(await response.arrayBuffer()).slice(0, 2)], [0xff, 0xd8]);
});

Deno.test("POST /items/:number/reading starts what can be done, and its cancellation stops it", async () => {
  await using house = await openTestReaders();
  const app = appOf(house);
  const { number } = house.item.value;
  const response = await post(app, `/items/${number}/reading`);
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), `/items/${number}`);
  assert.equal((await house.ai.reading(house.item.id)).length, 2);
  await post(app, `/items/${number}/reading/cancellation`);
  assert.equal((await house.ai.reading(house.item.id)).length, 0);
});

Deno.test("POST /items/:number/reading refuses an unknown pass", async () => {
  await using house = await openTestReaders();
  const { number } = house.item.value;
  const response = await post(appOf(house), `/items/${number}/reading`, { passes: "price" });
  assert.equal(response.status, 400);
});
