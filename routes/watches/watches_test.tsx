import assert from "node:assert/strict";
import { Hono } from "hono";
import { type Locale, LOCALES, translator } from "../../locales/mod.ts";
import { silentLogger } from "../../services/base/log.ts";
import { DAY_MS } from "../../services/base/time.ts";
import { observation } from "../../services/market/testing.ts";
import { openTestWatches, type TestWatches } from "../../services/watches/testing.ts";
import type { Env } from "../env.ts";
import { answerProblem } from "../frame/problems.tsx";
import { watchRoutes } from "./watches.tsx";

const LINK =
  "https://www.vinted.it/catalog?search_text=blazer&brand_ids[]=12&catalog[]=10&status_ids[]=2&price_to=30.00";

function appOf(t: TestWatches, locale: Locale = "it"): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set("t", translator(locale));
    c.set("locale", locale);
    c.set("theme", "auto");
    c.set("assets", { script: "/main.js", style: "/main.css" });
    c.set("flashKey", new Uint8Array(32));
    await next();
  });
  app.route("/watches", watchRoutes(t));
  app.onError(answerProblem(silentLogger));
  return app;
}

type Fields = readonly (readonly [name: string, value: string])[];
const post = (app: Hono<Env>, path: string, fields: Fields = []) =>
  app.request(path, { method: "POST", body: new URLSearchParams(fields.map((pair) => [...pair])) });
const textOf = async (app: Hono<Env>, path: string) => await (await app.request(path)).text();
const pathOf = (answer: Response) => {
  assert.equal(answer.status, 303);
  return answer.headers.get("location")!;
};
/** As a browser would send the form of this page, unchanged. */
function fieldsOn(html: string): [string, string][] {
  const form = /<form method="post" action="\/watches[^]*?<\/form>/.exec(html)![0];
  const controls = form.matchAll(/<input\b([^>]*)>|<select\b([^>]*)>([^]*?)<\/select>/g);
  return [...controls].flatMap(([, input, select, options = ""]): [string, string][] => {
    const attributes = input ?? select ?? "";
    const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
    const name = of("name");
    if (!name) return [];
    if (select) return [[name, /value="([^"]*)" selected/.exec(options)![1]!]];
    const isTicked = /checkbox|radio/.test(of("type") ?? "");
    if (isTicked && !/\bchecked\b/.test(attributes)) return [];
    return [[name, of("value") ?? (isTicked ? "on" : "")]];
  });
}

const NIKE: Fields = [
  ["name", ""],
  ["text", ""],
  ["brand", "Nike"],
  ["sizes", "40, 38,5"],
  ["avoided", "replica; lotto"],
  ["limit", "25,50"],
  ["site", "it"],
  ["news", "on"],
  ["dropPercent", "10"],
  ["delivery", "digest"],
  ["channels", "ntfy"],
  ["countries", "it"],
  ["countries", "fr"],
];

Deno.test("the form creates and edits a watch, and its page shows the criteria in both languages", async () => {
  await using t = await openTestWatches();
  const app = appOf(t);
  assert.match(await textOf(app, "/watches"), /Una ricerca seguita guarda/);
  const path = pathOf(await post(app, "/watches", NIKE));
  const [made] = await t.watches.list();
  const { name, sizes, avoided, limit, countries, delivery, channels, lookedUp } = made!.watch;
  assert.deepEqual(
    { name, sizes, avoided, limit, countries, delivery, channels, lookedUp },
    {
      name: "Nike",
      sizes: ["40", "38,5"],
      avoided: ["replica", "lotto"],
      limit: { cents: 25_50, currency: "EUR" },
      countries: ["it", "fr"],
      delivery: "digest",
      channels: ["ntfy"],
      lookedUp: false,
    },
  );
  for (const locale of LOCALES) {
    for (const page of ["/watches", path, `${path}/edit`, `${path}?trial=1`]) {
      assert.equal((await appOf(t, locale).request(page)).status, 200, page);
    }
  }
  assert.match(await textOf(app, path), /Nike · senza replica, lotto · taglia 40 o 38,5/);
  const sent = fieldsOn(await textOf(app, `${path}/edit`));
  assert.equal(pathOf(await post(app, path, sent)), path);
  assert.deepEqual((await t.watches.list())[0]?.watch, made!.watch);
});

Deno.test("a pasted link fills the form, and its filters can be kept or removed", async () => {
  await using t = await openTestWatches();
  const app = appOf(t);
  const page = await textOf(app, `/watches/new?link=${encodeURIComponent(`Guarda ${LINK}`)}`);
  assert.match(page, /marca n\. 12/);
  assert.match(page, /fino a 30,00/);
  const fields = fieldsOn(page);
  const path = pathOf(await post(app, "/watches", fields));
  const { search } = await t.watches.get(path.split("/").at(-1)!);
  const { text, brandIds, catalogIds, conditions, priceTo } = search;
  assert.deepEqual([text, brandIds, catalogIds, conditions, priceTo], [
    "blazer",
    [12],
    [10],
    [2],
    30_00,
  ]);
  const without = fields.filter(([name]) => name !== "brandIds");
  const other = pathOf(await post(app, "/watches", without));
  assert.deepEqual((await t.watches.get(other.split("/").at(-1)!)).search.brandIds, []);
  const refused = await app.request("/watches/new?link=https://www.vinted.it/items/42");
  assert.equal(refused.status, 422);
  assert.match(await refused.text(), /non è il link di una ricerca/);
});

Deno.test("a category is recognised by its words; an unknown one returns the form with what was typed", async () => {
  await using t = await openTestWatches();
  const app = appOf(t);
  const like = (category: string): Fields => [["category", category], ["news", "on"]];
  const path = pathOf(await post(app, "/watches", like("vestiti donna")));
  assert.deepEqual((await t.watches.get(path.split("/").at(-1)!)).search.catalogIds, [10]);
  const refused = await post(app, "/watches", like("qwerty"));
  assert.equal(refused.status, 422);
  const page = await refused.text();
  assert.match(page, /value="qwerty"/);
  assert.match(page, /id="category-error"/);
  assert.equal((await t.watches.list()).length, 1);
});

Deno.test("an unusable watch returns the form with an error and is not stored", async () => {
  await using t = await openTestWatches();
  const app = appOf(t);
  const cases: [Fields, RegExp][] = [
    [[["news", "on"]], /troverebbe qualsiasi cosa/],
    [[["brand", "Nike"]], /non ti avviserebbe mai/],
    [[["brand", "Nike"], ["news", "on"], ["limit", "boh"]], /Non capisco questo prezzo/],
    [[["brand", "Nike"], ["news", "on"], ["limit", "20 USD"]], /Non capisco questo prezzo/],
    [[["brand", "Nike"], ["dropPercent", "95"]], /da 1 a 90/],
    [[["brand", "Nike"], ["dropPercent", "tanto"]], /da 1 a 90/],
    [[["brand", "Nike"], ["news", "on"], ["wanted", "a,".repeat(40)]], /Al massimo 30 voci/],
    [[["brand", "Nike"], ["news", "on"], ["catalogIds", "x"]], /non si può leggere/],
  ];
  for (const [fields, sentence] of cases) {
    const answer = await post(app, "/watches", fields);
    assert.equal(answer.status, 422, String(sentence));
    assert.match(await answer.text(), sentence);
  }
  assert.deepEqual(await t.watches.list(), []);
});

Deno.test("a hit shows its price, the buyer's total and its capture, with all of its text escaped", async () => {
  await using t = await openTestWatches();
  const app = appOf(t);
  const path = pathOf(await post(app, "/watches", [["brand", "Nike"], ["news", "on"]]));
  await t.capture([observation({ id: "1" })]);
  await t.capture([observation({
    id: "2",
    title: "Nike <script>alert(1)</script>",
    price: { cents: 20_00, currency: "EUR" },
    mode: "capture",
    link: "https://www.vinted.it/items/2",
  })]);
  const page = await textOf(app, path);
  assert.match(page, /20,00.€/);
  assert.match(page, /21,70.€ in tutto/);
  assert.match(page, /da una pagina catturata/);
  assert.match(page, /href="https:\/\/www\.vinted\.it\/items\/2" rel="noreferrer"/);
  assert.doesNotMatch(page, /<script>alert/);
  assert.match(page, /Segnalo come visto/);
  await post(app, `${path}/seen`);
  assert.doesNotMatch(await textOf(app, path), /Segnalo come visto/);
  await post(app, `${path}/mute`, [["key", "it:2"]]);
  assert.match(await textOf(app, path), /Non ignorare/);
  await post(app, `${path}/unmute`, [["key", "it:2"]]);
  assert.doesNotMatch(await textOf(app, path), /Non ignorare/);
});

Deno.test("forms pause, resume, delete and restore a watch", async () => {
  await using t = await openTestWatches();
  const app = appOf(t);
  const path = pathOf(await post(app, "/watches", [["brand", "Nike"], ["news", "on"]]));
  assert.equal(pathOf(await post(app, `${path}/pause`)), "/watches");
  assert.match(await textOf(app, "/watches"), /In pausa/);
  await post(app, `${path}/resumption`);
  assert.doesNotMatch(await textOf(app, "/watches"), /In pausa/);
  const removal = await post(app, `${path}/removal`);
  assert.match(
    decodeURIComponent(removal.headers.get("set-cookie")!),
    new RegExp(`${path}/restoration`),
  );
  assert.equal((await app.request(path)).status, 404);
  assert.equal(pathOf(await post(app, `${path}/restoration`)), path);
  assert.equal((await app.request(path)).status, 200);
});

Deno.test("a trial counts matching listings, before and after the watch is created", async () => {
  await using t = await openTestWatches();
  const app = appOf(t);
  const fields: Fields = [["brand", "Nike"], ["news", "on"]];
  assert.match(
    await (await post(app, "/watches/trial", fields)).text(),
    /Non conosco ancora nessun/,
  );
  t.evidence.push(observation({ id: "1" }), observation({ id: "2", title: "Geox", brand: "Geox" }));
  assert.match(
    await (await post(app, "/watches/trial", fields)).text(),
    /Fra i 2 annunci.*ne troverei 1/,
  );
  assert.deepEqual(await t.watches.list(), []);
  const path = pathOf(await post(app, "/watches", fields));
  assert.match(await textOf(app, `${path}?trial=1`), /ne troverei 1/);
  const tried = await (await post(app, `${path}/trial`, [["brand", "Geox"], ["news", "on"]]))
    .text();
  assert.match(tried, /ne troverei 1.*Geox/s);
  assert.match(tried, new RegExp(`<form method="post" action="${path}"`));
  assert.equal((await t.watches.list())[0]?.watch.brand, "Nike");
});

Deno.test("a watch without listings for days shows a notice; a paused one does not", async () => {
  await using t = await openTestWatches();
  const app = appOf(t);
  const path = pathOf(await post(app, "/watches", [["brand", "Nike"], ["news", "on"]]));
  t.clock.advance(3 * DAY_MS);
  assert.doesNotMatch(await textOf(app, path), /da più di 3 giorni/);
  t.clock.advance(1);
  assert.match(await textOf(app, path), /da più di 3 giorni/);
  assert.match(await textOf(app, "/watches"), /Silenzio da giorni/);
  await t.capture([observation()]);
  assert.doesNotMatch(await textOf(app, path), /da più di 3 giorni/);
  t.clock.advance(4 * DAY_MS);
  await post(app, `${path}/pause`);
  assert.doesNotMatch(await textOf(app, path), /da più di 3 giorni/);
});
