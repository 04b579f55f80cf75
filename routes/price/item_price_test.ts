import assert from "node:assert/strict";
import { Hono } from "hono";
import { type Locale, translator } from "../../locales/mod.ts";
import { HOUR_MS } from "../../services/base/time.ts";
import { fact } from "../../services/inventory/testing.ts";
import { type Item, type NewItem, SELLER } from "../../services/inventory/mod.ts";
import { silentLogger } from "../../services/base/log.ts";
import type { LookupOptions, Lookups, StartedLookup } from "../../services/lookups/mod.ts";
import { keyOf, type Observation } from "../../services/market/mod.ts";
import type { MarketSearch } from "../../services/marketplace/mod.ts";
import { readingOf } from "../../services/market/evidence/testing.ts";
import { observation } from "../../services/market/testing.ts";
import { openTestHouse, type TestHouse } from "../../tests/support/whole_house.ts";
import type { Env } from "../env.ts";
import { itemPageForms } from "../item/page_forms.ts";
import { itemRoutes } from "../item/item.tsx";
import { itemPriceRoutes } from "./item_price.tsx";
import { answerProblem } from "../frame/problems.tsx";

const FACTS = {
  ...fact("brand", "Nike"),
  ...fact("model", "Air Force"),
  ...fact("category", "women.sneakers"),
  ...fact("condition", 2),
};

/** The pages of one item's price, in a house whose evidence is known. */
async function openPages(options: { item?: Partial<NewItem>; locale?: Locale } = {}) {
  const house = await openTestHouse();
  const { inventory } = house.services;
  const { id } = await inventory.create({ facts: FACTS, ...options.item }, SELLER);
  const app = appOf(house, options.locale ?? "it");
  const path = "/items/1/price";
  return {
    house,
    app,
    id,
    item: async (): Promise<Item> => (await inventory.byId(id)).value,
    async shown(query = ""): Promise<string> {
      const answer = await app.request(path + query);
      assert.equal(answer.status, 200);
      return (await answer.text()).match(/<main.*<\/main>/s)![0].replace(/\s+/g, " ");
    },
    async post(action: string, fields: Record<string, string>) {
      const body = new URLSearchParams(fields);
      const answer = await app.request(`${path}/${action}`, { method: "POST", body });
      assert.equal(answer.status, 303);
      return answer;
    },
    take: (...seen: readonly Observation[]) => house.services.evidence.take(readingOf(seen)),
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  };
}

function appOf(
  { services }: Pick<TestHouse, "services">,
  locale: Locale,
  lookupsOn = false,
): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set("t", translator(locale));
    c.set("locale", locale);
    c.set("theme", "auto");
    c.set("assets", { script: "/main.js", style: "/main.css" });
    c.set("flashKey", new Uint8Array(32));
    c.set("session", null);
    c.set("lookupsOn", lookupsOn);
    await next();
  });
  app.route("/items/:number{[0-9]+}/price", itemPriceRoutes(services));
  app.route("/items/:number{[0-9]+}", itemRoutes(services));
  app.route("/items/:number{[0-9]+}", itemPageForms(services));
  app.onError(answerProblem(silentLogger));
  return app;
}

const COLOURS = ["rosse", "verdi", "gialle", "viola", "nere", "bianche", "blu", "grigie", "rosa"];
/** When the house of the tests lives. */
const SEEN_AT = Date.UTC(2026, 0, 14);

/** The same shoe in nine colours, a euro apart. */
const shoes = (changes: Partial<Observation> = {}): Observation[] =>
  COLOURS.map((colour, at) =>
    observation({
      id: `shoe${at}`,
      title: `Nike Air Force ${colour}`,
      category: "women.sneakers",
      price: { cents: 40_00 + 100 * at, currency: "EUR" },
      seenAt: SEEN_AT,
      ...changes,
    })
  );

/** What was flashed, as the next page will show it. */
function flashOf(answer: Response) {
  const cookie = decodeURIComponent(answer.headers.get("set-cookie")!.split(";")[0]!);
  return JSON.parse(cookie.slice(cookie.indexOf("{"))) as {
    key: string;
    params: Record<string, string>;
    undo: { action: string; fields: Record<string, string> };
  };
}

const figures = (page: string) =>
  [...page.matchAll(/class="price-figure">([^<]*)</g)].map(([, figure]) => figure);
const rowsOf = (page: string) => page.match(/<tr role="row" data-row.*?<\/tr>/g) ?? [];

Deno.test("a price stands on its page with what it rests on, and is taken over and back by one tap each", async () => {
  await using pages = await openPages({ item: { cost: { cents: 10_00, currency: "EUR" } } });
  await pages.take(...shoes());
  const page = await pages.shown();
  assert.equal(figures(page).length, 3);
  assert.match(page, /Perché: 9 annunci simili/);
  assert.match(page, /8 su 10 stanno fra \d+ € e \d+ €/);
  assert.match(page, /Nel conto entrano 9 prezzi chiesti; l’ultimo visto ieri/);
  assert.match(page, /prezzo meno i 10 € che ti è costato/);
  assert.match(page, /stessa marca/);
  assert.equal(rowsOf(page).length, 9);
  assert.doesNotMatch(page, /style=|il tuo prezzo,/);

  const [, fair] = [...page.matchAll(/name="price" value="([^"]*)"/g)].map(([, value]) => value!);
  const undo = flashOf(await pages.post("use", { price: fair! })).undo;
  const cents = Math.round(100 * parseFloat(fair!));
  assert.ok(cents > 40_00 && cents < 50_00, `${fair}`);
  assert.deepEqual((await pages.item()).price, { cents, currency: "EUR" });
  const after = await pages.shown();
  assert.match(after, /è il tuo prezzo/);
  assert.match(after, /va bene: sta entro il 15% dal giusto/);
  await pages.house.services.inventory.undo(undo.action.split("/")[3]!, SELLER);
  assert.equal((await pages.item()).price, undefined);
});

Deno.test("a row struck out moves the price at once, stays in sight, and comes back by one tap", async () => {
  await using pages = await openPages();
  const [dear] = shoes({ price: { cents: 95_00, currency: "EUR" }, id: "dear" });
  await pages.take(...shoes(), dear!);
  const before = figures(await pages.shown());
  const key = keyOf(dear!);
  const answer = await pages.post("strike", { key });
  assert.equal(answer.headers.get("location"), "/items/1/price#rows");
  const { key: told, params, undo } = flashOf(answer);
  assert.deepEqual([told, params.what, params.how], ["price.turned", "strike", "moved"]);
  assert.deepEqual(undo, { action: "/items/1/price/unstrike", fields: { key } });

  const page = await pages.shown();
  const now = figures(page);
  assert.notDeepEqual(now, before);
  const [was, is] = [params.before, params.after].map((said) => said!.replace(/\s/g, " "));
  assert.deepEqual([was, is], [before[1], now[1]]);
  const struck = rowsOf(page).filter((row) => row.includes("struck-row"));
  assert.equal(struck.length, 1);
  assert.match(struck[0]!, /95,00.*tolto da te.*Rimetti/);
  assert.match(page, /plot-tick--out/);

  await pages.post("unstrike", { key });
  const back = await pages.shown();
  assert.deepEqual(figures(back), before);
  assert.doesNotMatch(back, /struck-row/);
});

Deno.test("a weak price is said as perhaps, with its reasons and without a main button", async () => {
  const item = {
    facts: { ...FACTS, ...fact("brand", "Oxmox") },
    price: { cents: 90_00, currency: "EUR" },
  };
  for (const locale of ["it", "en"] as const) {
    await using pages = await openPages({ item, locale });
    // Comparables enough, from 20 € to 86 €.
    await pages.take(
      ...shoes().map((one, at) => ({
        ...one,
        price: { cents: Math.round(20_00 * 1.2 ** at), currency: "EUR" },
      })),
    );
    const page = await pages.shown();
    assert.match(page, locale === "it" ? /<h1>Forse \d+ €<\/h1>/ : /<h1>Perhaps €\d+<\/h1>/);
    assert.match(
      page,
      locale === "it"
        ? /<li ?>Nessun capo di questa marca tra quelli confrontati\.<\/li>/
        : /<li ?>None of the compared items is of this brand\.<\/li>/,
    );
    const prices = page.match(/<section class="prices".*?<\/section>/)![0];
    assert.match(prices, /button--plain/);
    assert.doesNotMatch(prices, /button--main/);
    assert.doesNotMatch(page, /lontano dal giusto|far from the fair/);
  }
});

Deno.test("with too little evidence the page says how much there is, what would help, and where to begin", async () => {
  await using pages = await openPages({ item: { facts: fact("category", "women.sneakers") } });
  await pages.take(...shoes().slice(0, 3));
  const page = await pages.shown();
  assert.deepEqual(figures(page), []);
  assert.match(page, /annunci? abbastanza simil[ei]: me ne servono 8/);
  assert.match(page, /href="\/items\/1\/edit#brand">Di’ di che marca è/);
  assert.doesNotMatch(page, /Di’ che cos’è/);
  assert.match(page, /href="\/market\/add"/);
  assert.doesNotMatch(page, /\/market\/lookups/, "look-ups are off until they are accepted");
});

Deno.test("struck out too far, the page says so and lets the rows come back", async () => {
  await using pages = await openPages();
  const eight = shoes().slice(0, 8);
  await pages.take(...eight);
  const { params } = flashOf(await pages.post("strike", { key: keyOf(eight[0]!) }));
  assert.equal(params.how, "none");
  assert.match(await pages.shown(), /ne servono 8.*tolto da te.*Rimetti/);
  const { params: back } = flashOf(await pages.post("unstrike", { key: keyOf(eight[0]!) }));
  assert.equal(back.how, "some");
});

Deno.test("a change is proposed only past what the market itself sways by", async () => {
  await using pages = await openPages();
  await pages.take(...shoes());
  const { inventory } = pages.house.services;
  const noticed = async (cents: number) => {
    await inventory.save(pages.id, { fields: { price: { cents, currency: "EUR" } } }, SELLER);
    return await pages.shown();
  };
  assert.match(await noticed(48_00), /Il tuo prezzo, 48 €, va bene/);
  assert.match(await noticed(60_00), /60 €, è lontano dal giusto: meglio scendere a 4\d €/);
  assert.match(await noticed(20_00), /20 €, è lontano dal giusto: puoi salire a 4\d €/);
});

Deno.test("one's own sales stand apart from what is asked, and what is sold is not priced again", async () => {
  await using pages = await openPages();
  const { inventory } = pages.house.services;
  const sell = async (id: string) => {
    for (const state of ["ready", "listed"] as const) await inventory.move(id, state, SELLER);
    await inventory.move(id, "sold", SELLER, { soldFor: { cents: 38_00, currency: "EUR" } });
  };
  const other = await inventory.create({ facts: FACTS }, SELLER);
  await sell(other.id);
  await pages.take(...shoes());
  const page = await pages.shown();
  assert.match(page, /Perché: 9 annunci simili e una vendita tua/);
  assert.match(page, /quelli pagati dicono circa \d+ €/);
  assert.match(rowsOf(page)[0]!, /38,00.*venduto da te.*l’hai venduto tu/);
  await sell(pages.id);
  const sold = await pages.shown();
  assert.match(sold, /venduto a 38 €/);
  assert.doesNotMatch(sold, /name="price"/);
});

Deno.test("what strangers wrote is shown as text, and only pages of the marketplace are led to", async () => {
  await using pages = await openPages({ locale: "en" });
  const title = 'Nike Air Force "><script>alert(1)</script>';
  const links = ["javascript:alert(1)", "https://evil.example/items/1", undefined];
  await pages.take(
    ...shoes(),
    ...links.map((link, at) => ({
      ...observation({ id: `odd${at}`, title: `${title} ${at}`, seenAt: SEEN_AT }),
      ...(link && { link }),
    })),
    observation({
      id: "4455667788",
      seenAt: SEEN_AT,
      link: "https://www.vinted.it/items/4455667788",
    }),
  );
  const page = await pages.shown("?rows=all");
  assert.doesNotMatch(page, /<script|javascript:|evil\.example/);
  assert.match(page, /&lt;script>/);
  assert.match(page, /href="https:\/\/www\.vinted\.it\/items\/4455667788"/);
});

Deno.test("what was paid is asked for where an item is sold, and speaks for the next one", async () => {
  await using pages = await openPages({ item: { price: { cents: 45_00, currency: "EUR" } } });
  const { inventory, evidence } = pages.house.services;
  for (const state of ["ready", "listed"] as const) await inventory.move(pages.id, state, SELLER);
  assert.match(await (await pages.app.request("/items/1")).text(), /name="soldFor"/);
  const sell = (soldFor: string) =>
    pages.app.request("/items/1/state", {
      method: "POST",
      body: new URLSearchParams({ to: "sold", soldFor }),
    });
  assert.equal((await sell("boh")).status, 422);
  assert.equal((await sell("38,50")).status, 303);
  assert.deepEqual((await pages.item()).soldFor, { cents: 38_50, currency: "EUR" });
  assert.equal(evidence.summary().own, 1);
});

Deno.test("the page of an item says its price in a line, with the way to the evidence", async () => {
  await using pages = await openPages();
  const line = async () =>
    (await (await pages.app.request("/items/1")).text()).replace(/\s+/g, " ");
  assert.match(
    await line(),
    /href="\/items\/1\/price"[^>]*>.*Prezzo e prove.*Non abbastanza prezzi/,
  );
  await pages.take(...shoes());
  assert.match(await line(), /Giusto 4\d €, 8 su 10 fra \d+ € e \d+ €/);
});

Deno.test("what buyers elsewhere would pay stands beside what they pay here, once anything was seen there", async () => {
  await using pages = await openPages();
  await pages.take(...shoes());
  assert.doesNotMatch(await pages.shown(), /Che cosa pagherebbero altrove/);
  const french = shoes({ country: "fr" }).map((one) => ({
    ...one,
    id: `fr-${one.id}`,
    price: { ...one.price, cents: 2 * one.price.cents },
  }));
  await pages.take(...french, observation({ id: "es", country: "es", seenAt: SEEN_AT }));
  const table = (await pages.shown()).match(/Che cosa pagherebbero altrove.*?<\/table>/)![0];
  const [france, italy, spain] = table.match(/<tr data-row.*?<\/tr>/g)!;
  assert.match(france!, /Francia.*≈ \d+,?\d* €.*>9 ?<.*100%/);
  assert.match(italy!, /Italia.*≈ 4\d,?\d* €/);
  assert.match(spain!, /Spagna.*meno di 8 simili/);
});

Deno.test("the marketplace is asked for an item by one tap, where look-ups are on, and once a day", async () => {
  await using pages = await openPages();
  const { services } = pages.house;
  const asked: [search: MarketSearch, options?: LookupOptions][] = [];
  const answers: StartedLookup[] = [{ jobId: "1" }, {
    fresh: { at: services.clock.now() - HOUR_MS },
  }];
  const startSearch: Lookups["startSearch"] = (...search) => {
    asked.push(search);
    return Promise.resolve(answers.shift()!);
  };
  const lookups = { ...services.lookups, startSearch };
  const on = appOf({ ...pages.house, services: { ...services, lookups } }, "it", true);
  const page = await (await on.request("/items/1/price")).text();
  assert.match(page, /action="\/items\/1\/price\/lookup"/);
  const tap = () => on.request("/items/1/price/lookup", { method: "POST" });
  assert.equal(flashOf(await tap()).key, "price.looking_up");
  const again = flashOf(await tap());
  assert.deepEqual([again.key, again.params.when], ["price.looked_up", "1 ora fa"]);
  const [search, options] = asked[0]!;
  assert.deepEqual([search.site, search.text, options], ["it", "Nike Air Force", {
    subject: pages.id,
  }]);
  assert.equal(search.catalogIds.length, 1);
});
