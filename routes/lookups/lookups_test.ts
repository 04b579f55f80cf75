import assert from "node:assert/strict";
import { Hono } from "hono";
import { renderToString } from "preact-render-to-string";
import { h } from "preact";
import { LookupSwitch } from "../../components/lookup_switch.tsx";
import { type Locale, translator } from "../../locales/mod.ts";
import { silentLogger } from "../../services/base/log.ts";
import { TERMS_VERSION } from "../../services/lookups/mod.ts";
import {
  openTestLookups,
  type Script,
  scriptedBrowser,
  search,
  type TestLookups,
} from "../../services/lookups/testing.ts";
import type { Env } from "../env.ts";
import { lookupRoutes } from "./lookups.tsx";
import { answerProblem } from "../frame/problems.tsx";

const PATH = "/market/lookups";

function appOf(test: TestLookups, locale: Locale = "it"): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set("t", translator(locale));
    c.set("locale", locale);
    c.set("theme", "auto");
    c.set("assets", { script: "/main.js", style: "/main.css" });
    c.set("flashKey", new Uint8Array(32));
    await next();
  });
  app.route(PATH, lookupRoutes(test));
  app.onError(answerProblem(silentLogger));
  return app;
}

const post = (app: Hono<Env>, path: string, fields: Record<string, string> = {}) =>
  app.request(`${PATH}${path}`, { method: "POST", body: new URLSearchParams(fields) });
const shown = async (app: Hono<Env>) => await (await app.request(PATH)).text();

const refusing: Script = (sent) => "page" in sent ? {} : { status: 403 };

Deno.test("the page shows the terms with the original clauses until the box is ticked", async () => {
  await using test = await openTestLookups(scriptedBrowser(refusing));
  await test.lookups.revoke();
  const app = appOf(test);
  const terms = await shown(app);
  assert.match(terms, /any kind of external software tools/);
  assert.doesNotMatch(terms, /Ferma le ricerche/);
  const hasty = await post(app, "/acceptance", { version: TERMS_VERSION });
  assert.equal(hasty.status, 422);
  assert.match(await hasty.text(), /serve il segno di spunta/);
  const old = await post(app, "/acceptance", { version: "1999-01-01", read: "on" });
  assert.equal(old.status, 422);
  assert.equal((await test.lookups.state()).accepted, null);
  const accepted = await post(app, "/acceptance", { version: TERMS_VERSION, read: "on" });
  assert.equal(accepted.headers.get("location"), PATH);
  assert.match(await shown(app), /Accese/);
  await post(app, "/acceptance/removal");
  assert.match(await shown(app), /Prima di accenderle, leggi/);
});

Deno.test("the stop button of every page stops look-ups and returns to that page, never to another site", async () => {
  await using test = await openTestLookups(scriptedBrowser(refusing));
  const app = appOf(test);
  const form = renderToString(
    h(LookupSwitch, { label: "Ferma le ricerche", back: "/items?q=a&b" }),
  );
  assert.match(form, /action="\/market\/lookups\/halt"/);
  assert.match(form, /value="\/items\?q=a&amp;b"/);
  const stopped = await post(app, "/halt", { back: "/items?q=a" });
  assert.equal(stopped.headers.get("location"), "/items?q=a");
  const elsewhere = await post(app, "/halt", { back: "//evil.example" });
  assert.equal(elsewhere.headers.get("location"), "/");
  assert.match(await shown(app), /le hai fermate tu/);
  await post(app, "/halt/removal");
  assert.equal((await test.lookups.state()).on, true);
});

Deno.test("a pause shows its reason and end, and a manual check is refused with the same message", async () => {
  await using test = await openTestLookups(scriptedBrowser(refusing));
  const app = appOf(test);
  const started = await test.lookups.startSearch(search());
  assert.ok("jobId" in started);
  await test.waitForEnd(started.jobId);
  assert.match(await shown(app), /Vinted ha rifiutato una richiesta: mi fermo ancora per 2 ore/);
  const refused = await post(app, "/canary");
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get("retry-after"), "7200");
  assert.match(await refused.text(), /mi fermo ancora per 2 ore/);
});

Deno.test("the budget accepts whole numbers within its limits", async () => {
  await using test = await openTestLookups(scriptedBrowser(refusing));
  const app = appOf(test);
  assert.equal((await post(app, "/budget", { budget: " 12 " })).status, 303);
  assert.match(await shown(app), /0 di 12/);
  for (const budget of ["", "0", "1,5", "molte", "9999"]) {
    const answer = await post(app, "/budget", { budget });
    assert.equal(answer.status, 422, budget);
    assert.match(await answer.text(), /numero intero da 1 a 200/);
  }
});

Deno.test("the canary's verdict is shown with advice, in both languages", async () => {
  await using test = await openTestLookups(scriptedBrowser(refusing));
  const { jobId } = await test.lookups.startCanary();
  await test.waitForEnd(jobId);
  assert.match(
    await shown(appOf(test)),
    /Vinted rifiuta le richieste da casa tua[^]*aspetta la fine/,
  );
  assert.match(await shown(appOf(test, "en")), /Vinted refuses requests[^]*Wait for the pause/);
});
