/** The bookmarklet and the userscript in a real browser, on pages like the marketplace's. */
import assert from "node:assert/strict";
import { DESKTOP, openBrowser, PHONE, type TestBrowser } from "../../tests/support/browser.ts";
import { makeKey, openMarketHouse } from "../../tests/support/market_house.ts";

const SITE = "https://www.vinted.it";
const CATALOGUE = `${SITE}/catalog?search_text=scarpe`;

const fixture = (name: string): string =>
  Deno.readTextFileSync(new URL(`../../services/market/testdata/${name}`, import.meta.url));

/** The site in a browser that reaches nothing: every page of it is one of ours. */
async function openSite(browser: TestBrowser, html: string, policy: string) {
  const page = await browser.page(DESKTOP);
  const asked: string[] = [];
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    asked.push(request.url());
    void request.respond({
      contentType: "text/html; charset=utf-8",
      headers: { "content-security-policy": policy },
      body: html,
    });
  });
  return { page, asked };
}

/** The strictest policy of a site that still lets its forms be submitted elsewhere. */
const STRICT = "default-src 'none'; script-src 'nonce-x'; connect-src 'none'; frame-src 'none'";
const codeOf = (bookmarklet: string) => decodeURIComponent(bookmarklet.slice("javascript:".length));

Deno.test("an open page is collected in a browser", async (t) => {
  await using house = await openMarketHouse();
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    house.app.fetch,
  );
  const base = `http://127.0.0.1:${server.addr.port}`;
  const browser = await openBrowser();
  const { key, bookmarklet } = await makeKey(house);
  const code = codeOf(bookmarklet).replaceAll("http://192.168.1.7:8000", base);

  await t.step("the bookmarklet hands over a catalogue past a strict policy", async () => {
    const { page, asked } = await openSite(browser, fixture("live_catalogue.html"), STRICT);
    await page.goto(CATALOGUE);
    const before = asked.length;
    const opened = page.browserContext().waitForTarget((target) => target.url().startsWith(base));
    await page.evaluate(code);
    const answer = await (await opened).page();
    await answer!.waitForSelector("h1");
    assert.equal(await answer!.$eval("h1", (h) => h.textContent), "4 prezzi raccolti");
    assert.equal(asked.length, before, "nothing was asked of the site");
    assert.equal(await page.$("form"), null);

    const { sightings } = await house.evidence.sightings();
    const told = sightings.map(({ observation }) => {
      const { id, title, brand, size, condition, price, kind } = observation;
      return [id, title, brand, size, condition, price.cents, kind];
    });
    assert.deepEqual(told.toSorted(), [
      ["10051317969", "Scarpe corsa blu, Brand: quasi nuove", "Nike Air", "39,5", 3, 600, "asking"],
      ["10051318002", "<script>alert(1)</script> borsa", undefined, undefined, 6, 140000, "sold"],
      ["10051318003", "Stivaletti neri", undefined, undefined, undefined, 3500, "asking"],
      ["10051318004", "Cintura", undefined, undefined, undefined, 800, "asking"],
    ]);

    await Promise.all([answer!.waitForNavigation(), answer!.click('button[type="submit"]')]);
    assert.equal(house.evidence.summary().total, 0);
  });

  await t.step("nobody who sells is handed over, neither by name nor by number", async () => {
    for (
      const [name, path] of [["live_catalogue.html", "/member/77-una_persona"], [
        "live_item.html",
        "/items/9051317969-sandali",
      ]]
    ) {
      const { page } = await openSite(browser, fixture(name!), STRICT);
      await page.goto(SITE + path);
      const sent: string[] = [];
      await page.exposeFunction("sent", (text: string) => void sent.push(text));
      await page.evaluate(() => {
        HTMLFormElement.prototype.submit = function () {
          const { sent } = globalThis as unknown as { sent(text: string): void };
          sent(JSON.stringify([...new FormData(this)]));
        };
      });
      await page.evaluate(code);
      assert.equal(sent.length, 1);
      assert.match(sent[0]!, /price/);
      assert.doesNotMatch(sent[0]!, /una_persona|\b77\b/);
    }
  });

  await t.step("an item's page tells size, condition and age, and the boxes below it", async () => {
    const { page } = await openSite(browser, fixture("live_item.html"), STRICT);
    await page.goto(`${SITE}/items/9051317969-sandali-in-pelle`);
    const opened = page.browserContext().waitForTarget((target) => target.url().startsWith(base));
    await page.evaluate(code);
    const answer = await (await opened).page();
    await answer!.waitForSelector("h1");
    const { sightings } = await house.evidence.sightings();
    const told = sightings.map((
      { observation: { id, size, condition, brand } },
    ) => [id, size, condition, brand]);
    assert.deepEqual(told.toSorted(), [
      ["9051317969", "38", 2, "Geox"],
      ["9051317970", "38", 4, "Birkenstock"],
    ]);
  });

  await t.step(
    "it says so on a page of another site, and where a page lets nothing out",
    async () => {
      const cases = [
        ["https://www.example.com/", STRICT, /solo le pagine di Vinted/],
        [CATALOGUE, `${STRICT}; form-action 'self'`, /non lascia uscire niente/],
      ] as const;
      for (const [address, policy, words] of cases) {
        const { page } = await openSite(browser, fixture("live_catalogue.html"), policy);
        await page.goto(address);
        const told = Promise.withResolvers<string>();
        page.on("dialog", (dialog) => {
          told.resolve(dialog.message());
          void dialog.accept();
        });
        await page.evaluate(code);
        assert.match(await told.promise, words);
      }
    },
  );

  await t.step("the userscript's button collects, and says how many", async () => {
    const script = await (await fetch(`${base}/capture/vinted-optimizer.user.js?key=${key}`))
      .text();
    const { page } = await openSite(browser, fixture("live_catalogue.html"), STRICT);
    await page.setViewport(PHONE);
    await page.goto(CATALOGUE);
    // What a script manager gives to a script that was granted it: a request that no page's policy binds.
    await page.exposeFunction(
      "granted",
      async (url: string, headers: HeadersInit, body: string) => {
        const answer = await fetch(url, { method: "POST", headers, body });
        return await answer.text();
      },
    );
    await page.evaluate(() => {
      const outside = globalThis as unknown as Record<string, unknown> & {
        granted(url: string, headers: object, body: string): Promise<string>;
      };
      outside.GM_xmlhttpRequest = async (request: {
        url: string;
        headers: object;
        data: string;
        onload(answer: { responseText: string }): void;
      }) => {
        const { url, headers, data } = request;
        request.onload({ responseText: await outside.granted(url, headers, data) });
      };
    });
    await page.evaluate(script);
    const [button] = await page.$$("::-p-aria([name='Raccogli i prezzi'][role='button'])");
    await button!.click();
    await page.waitForSelector("::-p-text(4 prezzi raccolti)");
  });

  await browser.close();
});
