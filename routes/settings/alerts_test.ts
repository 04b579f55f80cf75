import assert from "node:assert/strict";
import { Hono } from "hono";
import { translator } from "../../locales/mod.ts";
import { openTestAlerts, testAlert, type TestAlerts } from "../../services/alerts/testing.ts";
import { createConfirmedAuth } from "../../services/auth/testing.ts";
import { silentLogger } from "../../services/base/log.ts";
import { startFakeNtfy } from "../../tests/fakes/ntfy.ts";
import { startFakePush } from "../../tests/fakes/push.ts";
import { startFakeTelegram } from "../../tests/fakes/telegram.ts";
import type { Env } from "../env.ts";
import { answerProblem } from "../frame/problems.tsx";
import { alertSettingsRoutes } from "./alerts.tsx";

const PATH = "/settings/alerts";
const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1";

function appOf(house: TestAlerts) {
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
  app.route(PATH, alertSettingsRoutes({ ...house, auth, config: { publicOrigin: null } }));
  app.onError(answerProblem(silentLogger));
  return {
    read: async (status = 200) => {
      const response = await app.request(PATH);
      assert.equal(response.status, status);
      return await response.text();
    },
    post: async (path: string, form: Record<string, string> | URLSearchParams = {}) => {
      const body = new URLSearchParams(form);
      const response = await app.request(PATH + path, { method: "POST", body });
      return { status: response.status, text: await response.text() };
    },
    postJson: (path: string, body: unknown) =>
      app.request(PATH + path, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", "user-agent": IPHONE },
      }),
  };
}

const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

Deno.test("an empty page explains each channel and tries none", async () => {
  await using house = await openTestAlerts();
  const page = await appOf(house).read();
  for (const words of [/ntfy app/, /@BotFather/, /press the button/, /app\s+password/]) {
    assert.match(page, words);
  }
  assert.equal(count(page, /class="badge badge--idle">Off/g), 4);
  assert.equal(count(page, /\/trial"/g), 0);
  assert.match(page, /No alerts yet/);
});

Deno.test("a channel is saved, tried through its job, shown with what became of it, and removed", async () => {
  await using ntfy = startFakeNtfy();
  await using house = await openTestAlerts();
  const app = appOf(house);
  ntfy.token = "tk_secret";
  const form = { server: ntfy.url, topic: "clothes", token: "tk_secret" };
  assert.equal((await app.post("/ntfy", form)).status, 303);
  assert.equal((await app.post("/ntfy/trial")).status, 303);
  await house.jobs.settled();
  assert.equal(ntfy.messages[0]?.title, "Vinted Optimizer test");
  const page = await app.read();
  assert.match(page, /sent now/);
  assert.match(page, /Vinted Optimizer test/);
  assert.ok(!page.includes("tk_secret"));
  ntfy.token = "tk_other";
  await app.post("/ntfy/trial");
  await house.jobs.settled();
  assert.match(await app.read(), /does not allow you to write to this topic/);
  assert.equal((await app.post("/ntfy/removal")).status, 303);
  assert.equal((await house.alerts.settings()).ntfy, undefined);
  assert.equal((await app.post("/ntfy/trial")).status, 400);
});

Deno.test("what is wrong stands at its field, with what was typed, but for the secret", async () => {
  await using house = await openTestAlerts();
  const app = appOf(house);
  const typed = {
    host: "smtp.example.org",
    port: "465",
    security: "none",
    user: "anna",
    password: "secret-password",
    from: "house@example.org",
    to: "anna@example.org",
  };
  const { status, text } = await app.post("/email", typed);
  assert.equal(status, 422);
  assert.match(text, /id="email-security-error">Without encryption, anyone/);
  assert.match(text, /value="smtp\.example\.org"/);
  assert.match(text, /<details class="setup" open/);
  assert.ok(!text.includes("secret-password"));
  assert.equal((await house.alerts.settings()).email, undefined);
});

Deno.test("a bot to which nobody has written says so, then finds who did", async () => {
  await using telegram = startFakeTelegram();
  await using house = await openTestAlerts();
  const app = appOf(house);
  const form = { apiUrl: telegram.url, token: telegram.token, chatId: "" };
  const refused = await app.post("/telegram", form);
  assert.equal(refused.status, 422);
  assert.match(refused.text, /Nobody has written to the bot yet/);
  telegram.chats = [{ id: 42, first_name: "Anna" }];
  assert.equal((await app.post("/telegram", form)).status, 303);
  assert.match(await app.read(), /Sends to Anna/);
});

Deno.test("the rules are kept as they were ticked", async () => {
  await using house = await openTestAlerts();
  const app = appOf(house);
  const form = new URLSearchParams({
    quietFrom: "23",
    quietTo: "7",
    digest: "daily",
    digestHour: "18",
    heartbeat: "on",
    baseUrl: "https://casa.example/",
    route_canary: "email",
  });
  form.append("route_watch", "ntfy");
  form.append("route_watch", "push");
  assert.equal((await app.post("/rules", form)).status, 303);
  assert.deepEqual(await house.alerts.settings(), {
    quiet: { on: false, from: 23, to: 7 },
    digest: { on: true, hour: 18 },
    heartbeat: true,
    baseUrl: "https://casa.example",
    routing: { watch: ["ntfy", "push"], cuts: [], canary: ["email"], jobs: [], heartbeat: [] },
  });
  const page = await app.read();
  assert.equal(count(page, /name="route_\w+"[^>]*checked/g), 3);
  form.set("quietTo", "23");
  const refused = await app.post("/rules", form);
  assert.equal(refused.status, 422);
  assert.match(refused.text, /start and end at different hours/);
  assert.match(refused.text, /id="quietTo"[^]*?value="23" selected/);
  assert.match(refused.text, /value="https:\/\/casa\.example\/"[^>]* name="baseUrl"/);
});

Deno.test("a browser is added under the name of its device, and removed", async () => {
  await using push = startFakePush();
  await using house = await openTestAlerts();
  const app = appOf(house);
  const { json } = await push.subscribe(await house.alerts.pushKey());
  assert.equal((await app.postJson("/devices", json)).status, 200);
  assert.equal((await app.postJson("/devices", json)).status, 200);
  const page = await app.read();
  assert.equal(count(page, /Safari on iPhone<\/p>/g), 1);
  const [, removal] = /action="\/settings\/alerts(\/devices\/\w+\/removal)"/.exec(page)!;
  await app.post(removal!);
  assert.deepEqual(await house.alerts.devices.list(), []);
  const refused = await app.postJson("/devices", { ...json, endpoint: "http://127.0.0.1/" });
  assert.equal(refused.status, 400);
});

Deno.test("a title with markup in it is shown as text", async () => {
  await using house = await openTestAlerts();
  const { json } = await startAndForget();
  await house.alerts.devices.add(json, "<script>alert(1)</script>");
  await house.alerts.send(testAlert("<img src=x onerror=alert(1)>", { channels: ["push"] }));
  const page = await appOf(house).read();
  assert.doesNotMatch(page, /<img src=x|<script>alert/);
  assert.match(page, /&lt;img src=x/);
});

/** A subscription whose service is not there any more. */
async function startAndForget() {
  await using push = startFakePush();
  return await push.subscribe("unused");
}

Deno.test("nobody's channel is nobody's page", async () => {
  await using house = await openTestAlerts();
  const app = appOf(house);
  for (const path of ["/pigeon", "/pigeon/trial", "/push", "/push/removal"]) {
    assert.equal((await app.post(path)).status, 404, path);
  }
});
