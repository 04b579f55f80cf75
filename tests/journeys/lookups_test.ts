/** Look-ups from the terms page to captured prices, and stopped again: two real browsers, one driven by the app. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { translator } from "../../locales/mod.ts";
import { startFakeVinted } from "../fakes/vinted.ts";
import { openBrowser, PHONE } from "../support/browser.ts";
import { findBrowser } from "../support/browser_path.ts";
import { cookiesOf, moveIn } from "../support/owner.ts";
import { serveHouse } from "../support/served_house.ts";

const t = translator("it");
const SEARCH = "https://www.vinted.it/catalog?search_text=nike&brand_ids[]=53&price_to=60";

async function press(page: Page, words: string): Promise<void> {
  const button = await page.waitForSelector(`::-p-xpath(//button[contains(., "${words}")])`);
  await Promise.all([page.waitForNavigation(), button!.click()]);
}

Deno.test("the owner reads the terms, looks up, sees prices come in, and stops it from another page", async () => {
  await using vinted = startFakeVinted();
  const CHROME_PATH = (await findBrowser())!;
  await using served = await serveHouse({ marketHosts: () => vinted.hosts }, { CHROME_PATH });
  const { running, house: { services } } = served;
  const owner = await moveIn(running);
  const browser = await openBrowser();
  try {
    const page = await browser.page(PHONE);
    await page.browserContext().setCookie(...cookiesOf(owner));

    await page.goto(`${running.url}/market/lookups`);
    await press(page, t("lookups.accept"));
    assert.match(await page.content(), new RegExp(t("lookups.accept_first").slice(0, 30)));
    await page.click("input[name=read]");
    await press(page, t("lookups.accept"));
    assert.equal((await services.lookups.state()).on, true);

    await page.goto(`${running.url}/market/add`);
    await page.type("textarea[name=text]", SEARCH);
    await press(page, t("market.add"));
    const arrived = Promise.withResolvers<number>();
    services.evidence.onSeen((seen) => arrived.resolve(seen.length));
    await press(page, t("market.look_up"));
    assert.ok(await arrived.promise > 5);
    assert.deepEqual(vinted.visits.slice(0, 2), ["front", "api"]);
    await services.jobs.settled();

    await page.goto(`${running.url}/market`);
    assert.match(await page.content(), /Scarpe Nike numero/);
    await page.goto(`${running.url}/items`);
    await press(page, t("lookups.stop"));
    assert.equal(new URL(page.url()).pathname, "/items");
    assert.equal((await services.lookups.state()).on, false);
    assert.equal(await page.$(".lookup-switch"), null);
  } finally {
    await browser.close();
  }
});
