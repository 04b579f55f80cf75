import assert from "node:assert/strict";
import { Hono } from "hono";
import { LOCALES, translator } from "../../locales/mod.ts";
import { DAY_MS } from "../../services/base/time.ts";
import { openTestCuts, type TestCuts } from "../../services/cuts/testing.ts";
import { SELLER } from "../../services/inventory/mod.ts";
import { silentLogger } from "../../services/base/log.ts";
import { cutRoutes } from "./cuts.tsx";
import type { Env } from "../env.ts";
import { itemCutRoutes } from "./item_cuts.tsx";
import { answerProblem } from "../frame/problems.tsx";

function appOf(t: TestCuts, locale: (typeof LOCALES)[number] = "it"): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set("t", translator(locale));
    c.set("locale", locale);
    c.set("theme", "auto");
    c.set("assets", { script: "/main.js", style: "/main.css" });
    c.set("flashKey", new Uint8Array(32));
    c.set("session", null);
    await next();
  });
  app.route("/cuts", cutRoutes(t));
  app.route("/items/:number{[0-9]+}/cuts", itemCutRoutes(t));
  app.onError(answerProblem(silentLogger));
  return app;
}

const post = (app: Hono<Env>, path: string, fields: Record<string, string> = {}) =>
  app.request(path, { method: "POST", body: new URLSearchParams(fields) });

async function shown(app: Hono<Env>, path: string): Promise<string> {
  const answer = await app.request(path);
  assert.equal(answer.status, 200, path);
  const main = (await answer.text()).match(/<main.*<\/main>/s)![0];
  return main.replace(/\s+/g, " ");
}

/** What the flash's button would send. */
function undoOf(answer: Response): { action: string; fields: Record<string, string> } {
  const cookie = decodeURIComponent(answer.headers.get("set-cookie")!.split(";")[0]!);
  return JSON.parse(cookie.slice(cookie.indexOf("{"))).undo;
}

Deno.test("a due cut is recorded from the list, and undone from the flash message", async () => {
  await using t = await openTestCuts();
  const id = await t.listed();
  t.clock.advance(15 * DAY_MS);
  const app = appOf(t);
  const page = await shown(app, "/cuts");
  assert.match(page, /Da fare oggi \(1\)/);
  assert.match(page, /Da 30,00 € a 27,00 €/);
  assert.match(page, /Stesso prezzo da 15 giorni\./);
  assert.doesNotMatch(page, /style=/);
  const fields = { from: "3000", to: "2700", favourites: "4", back: "cuts" };
  const answer = await post(app, "/items/1/cuts/record", fields);
  assert.deepEqual([answer.status, answer.headers.get("location")], [303, "/cuts"]);
  assert.equal(await t.price(id), 27_00);
  assert.match(await shown(app, "/cuts"), /Oggi nessun prezzo da abbassare/);
  const { action, fields: back } = undoOf(answer);
  assert.equal((await post(app, action, back)).headers.get("location"), "/cuts");
  assert.equal(await t.price(id), 30_00);
  assert.match(await shown(app, "/cuts"), /Da fare oggi \(1\)/);
});

Deno.test("a cut is skipped or postponed, and due again after undo", async () => {
  await using t = await openTestCuts();
  await t.listed();
  t.clock.advance(15 * DAY_MS);
  const app = appOf(t);
  for (const [what, said] of [["pass", "Il prossimo: 13 febbraio"], ["snooze", "Rimandato: 2 "]]) {
    const answer = await post(app, `/items/1/cuts/${what}`, { back: "item" });
    assert.equal(answer.headers.get("location"), "/items/1/cuts#next");
    assert.match(await shown(app, "/items/1/cuts"), new RegExp(said!));
    const { action, fields } = undoOf(answer);
    await post(app, action, fields);
    assert.match(await shown(app, "/cuts"), /Da fare oggi \(1\)/);
  }
});

Deno.test("the form creates a plan, changes it, shows its floor and removes it", async () => {
  await using t = await openTestCuts();
  await t.listed(30, 4);
  const app = appOf(t);
  const fields = { margin: "50", unit: "percent", step: "20", days: "7", stop: "2" };
  await post(app, "/items/1/cuts", fields);
  const page = await shown(app, "/items/1/cuts");
  assert.match(page, /Non scende sotto 6,00 €/);
  assert.match(page, /name="step"[^>]*value="20"|value="20"[^>]*name="step"/);
  const answer = await post(app, "/items/1/cuts/end", { back: "item" });
  assert.match(await shown(app, "/items/1/cuts"), /non ha un piano/);
  const { action, fields: back } = undoOf(answer);
  await post(app, action, back);
  assert.match(await shown(app, "/items/1/cuts"), /Non scende sotto 6,00 €/);
});

Deno.test("a wrong number returns in its field with an error, and nothing changes", async () => {
  await using t = await openTestCuts();
  await t.listed();
  const app = appOf(t);
  const right = { margin: "3,50", unit: "cents", step: "20", days: "7", stop: "2" };
  for (
    const wrong of [
      { margin: "" },
      { margin: "-1" },
      { margin: "1e9" },
      { margin: "12,5", unit: "percent" },
      { step: "2" },
      { step: "51" },
      { days: "0" },
      { days: "1.5" },
      { stop: "x" },
    ]
  ) {
    const answer = await post(app, "/items/1/cuts", { ...right, ...wrong });
    const page = await answer.text();
    assert.equal(answer.status, 422, JSON.stringify(wrong));
    const field = (name: string) =>
      new RegExp(`<input(?=[^>]* name="${name}")[^>]*>`).exec(page)![0];
    const { unit: _, ...typed } = { ...right, ...wrong };
    for (const [name, value] of Object.entries(typed)) {
      assert.ok(field(name).includes(value ? `value="${value}"` : " value "), `${name} is kept`);
    }
    const [name = ""] = Object.keys(wrong);
    assert.match(field(name), /aria-invalid="true"/);
    assert.match(field(name), new RegExp(`aria-describedby="[^"]*\\b${name}-error"`));
    assert.match(field(name), / autofocus/);
    assert.ok(page.includes(`id="${name}-error"`));
  }
  assert.match(await shown(app, "/items/1/cuts"), /Non scende sotto 7,00 €/);
  for (const favourites of ["", "-1", "1.5", "x"]) {
    const item = await post(app, "/items/1/cuts/favourites", { favourites });
    assert.equal(item.status, 422);
    assert.match(await item.text(), /id="cut-1-favourites"[^>]* aria-invalid="true"/);
  }
  const low = await post(app, "/items/1/cuts/record", { from: "3000", to: "699", back: "cuts" });
  assert.equal(low.status, 422);
  assert.match(await low.text(), /<h1>Ribassi/);
});

Deno.test("items long on sale without a plan are offered the default plan", async () => {
  await using t = await openTestCuts();
  const given = { price: { cents: 25_00, currency: "EUR" } };
  const { id } = await t.inventory.create(given, SELLER);
  await t.inventory.move(id, "listed", SELLER);
  const app = appOf(t);
  assert.match(await shown(app, "/cuts"), /Ancora nessun piano di ribassi/);
  t.clock.advance(20 * DAY_MS);
  assert.match(await shown(app, "/cuts"), /In vendita da tempo, senza piano/);
  await post(app, "/cuts/usual", { margin: "10", unit: "cents", step: "5", days: "9", stop: "4" });
  await post(app, "/items/1/cuts/follow", { back: "cuts" });
  const page = await shown(app, "/cuts");
  assert.doesNotMatch(page, /senza piano/);
  assert.match(page, /Da 25,00 € a 24,00 €/);
  assert.match(await shown(app, "/items/1/cuts"), /Non scende sotto 10,00 €/);
});

Deno.test("the item's page shows its cuts with favourites before and after, and why the plan stopped", async () => {
  await using t = await openTestCuts();
  const id = await t.listed(50);
  await t.cuts.savePlan(id, (rule) => ({ ...rule, stopAfter: 1 }));
  const app = appOf(t, "en");
  t.clock.advance(14 * DAY_MS);
  await post(app, "/items/1/cuts/record", { from: "5000", to: "4500", favourites: "6" });
  t.clock.advance(DAY_MS);
  await post(app, "/items/1/cuts/favourites", { favourites: "6" });
  const page = await shown(app, "/items/1/cuts");
  assert.match(page, /€50\.00 → €45\.00/);
  assert.match(page, /<td class="num">6<\/td><td class="num">6<\/td>/);
  assert.match(page, /The last cut brought no favourites/);
  assert.match(await shown(app, "/cuts"), /Stopped \(1\)/);
  await post(app, "/items/1/cuts/restart", { back: "cuts" });
  assert.match(await shown(app, "/cuts"), /Later \(1\)/);
});

Deno.test("a sold item offers no plan and is not on the list", async () => {
  await using t = await openTestCuts();
  const id = await t.listed();
  await t.inventory.move(id, "sold", SELLER);
  const app = appOf(t);
  const page = await shown(app, "/items/1/cuts");
  assert.match(page, /Non è più in vendita/);
  assert.doesNotMatch(page, /name="margin"/);
  assert.match(await shown(app, "/cuts"), /Ancora nessun piano/);
});
