/** The public shop as a visitor's phone sees it: no script, no cookie, nothing for axe to find. */
import assert from "node:assert/strict";
import { garment } from "../services/photos/testing.ts";
import { axeFindings } from "./support/axe.ts";
import { DESKTOP, PHONE } from "./support/browser.ts";
import { moveIn, type Owner } from "./support/owner.ts";
import { openStage } from "./support/stage.ts";

/** Most bytes of the page before any photo, decoded. */
const PAGE_KB_MAX = 60;

async function furnish(owner: Owner): Promise<void> {
  await owner.send("/settings/shop", {
    on: "on",
    name: "L’armadio di Anna",
    words_it: "Vestiti miei e di mia sorella, spediti il giorno dopo.",
    words_en: "",
    profileUrl: "https://www.vinted.it/member/1-anna",
  });
  const told = [
    "blazer donna mango beige tg 42 ottime",
    "jeans uomo levis blu taglia 32 buone",
    "vestito donna zara nero tg M nuovo con cartellino",
  ];
  for (const [at, words] of told.entries()) {
    const form = new FormData();
    form.append("words", words);
    form.append("photos", new Blob([Uint8Array.from(await garment(at))]), "a.jpg");
    const item = await owner.send("/items/new", form);
    const photos = new FormData();
    photos.append("files", new Blob([Uint8Array.from(await garment(at + 10))]), "b.jpg");
    await owner.send(`${item}/photos`, photos);
    await owner.send(`${item}/price`, { price: "25,00" });
    const link = `https://www.vinted.it/items/${at + 1}-x`;
    await owner.send(
      `${item}/state`,
      at === 2 ? { to: "ready", anyway: "on" } : { to: "listed", link },
    );
    await owner.send(`${item}/shop`, { shown: "yes" });
  }
}

Deno.test("the shop with three items", async (t) => {
  await using stage = await openStage();
  const owner = await moveIn(stage.house);
  await furnish(owner);

  await t.step(
    "a visitor looks through the shop, finds a thing, and is led to Vinted",
    async () => {
      const page = await stage.page({ viewport: PHONE });
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.resourceType()));
      await page.setJavaScriptEnabled(false);
      await page.goto(`${stage.house.url}/shop`);
      await page.waitForSelector(".shop-goods li:nth-child(3)");
      await Promise.all([
        page.waitForNavigation(),
        page.click(".languages a[hreflang=en]"),
      ]);
      assert.equal(await page.$eval("html", ({ lang }) => lang), "en");
      await Promise.all([
        page.waitForNavigation(),
        page.click('.chip[href*="/kind/women.blazers"]'),
      ]);
      await Promise.all([page.waitForNavigation(), page.click(".shop-goods a")]);
      assert.match(await page.$eval("h1", ({ textContent }) => textContent), /Mango/);
      assert.match(
        await page.$eval("main", ({ textContent }) => textContent!),
        /€25\.00.*Buy on Vinted/,
      );
      const buy = await page.$eval(
        "main .button--main",
        (link) => (link as HTMLAnchorElement).href,
      );
      assert.equal(buy, "https://www.vinted.it/items/1");
      assert.deepEqual(await page.browserContext().cookies(), []);
      assert.ok(
        !asked.some((type) => type === "script" || type === "fetch"),
        asked.join(" "),
      );
    },
  );

  await t.step("many are taken out of the shop in one go, and put back with one undo", async () => {
    const goods = async () => {
      const answer = await fetch(`${stage.house.url}/shop`);
      return (await answer.text()).match(/<li><a href="\/shop\/\d/g)?.length ?? 0;
    };
    assert.equal(await goods(), 3);
    const list = await owner.read("/items");
    const ids = [...list.matchAll(/name="id" value="(\w{26})"/g)].map(([, id]) => id!);
    assert.equal(ids.length, 3);
    const chosen = new FormData();
    ids.slice(0, 2).forEach((id) => chosen.append("id", id));
    chosen.append("shown", "no");
    await owner.send("/items/shop", chosen);
    assert.equal(await goods(), 1);
    await owner.send("/items/shop/undo", { numbers: "2,3", shown: "yes", back: "/items" });
    assert.equal(await goods(), 3);
  });

  await t.step(
    "the shop's pages are fit for everybody, in both themes, on a phone and on a desk",
    async () => {
      // Visitors have no session, so the owner sees the same shop; only the preview is the owner's.
      const page = await stage.page({ viewport: PHONE, owner });
      await page.goto(`${stage.house.url}/shop`);
      const item = await page.$eval(
        ".shop-goods a",
        (link) => (link as HTMLAnchorElement).pathname,
      );
      const preview = "/settings/shop/preview";
      for (const path of ["/shop", item, "/shop/kind/men.jeans", "/shop/nowhere", preview]) {
        for (const viewport of [PHONE, DESKTOP]) {
          await page.setViewport(viewport);
          for (const value of ["light", "dark"]) {
            await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
            await page.goto(stage.house.url + path);
            // The notice that the relay adds while home is away.
            await page.$eval(
              ".shop-copy",
              (place) => place.innerHTML = '<p role="note">Vecchia</p>',
            );
            assert.deepEqual(await axeFindings(page), [], `${path}, ${value}`);
            const width = await page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(width <= viewport.width, `${path} is ${width} px wide`);
          }
        }
        const kb = await page.evaluate(() =>
          ([
            ...performance.getEntriesByType("resource"),
            ...performance.getEntriesByType("navigation"),
          ] as PerformanceResourceTiming[])
            .filter(({ initiatorType }) => /link|navigation/.test(initiatorType))
            .reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0) / 1_000
        );
        assert.ok(kb < PAGE_KB_MAX, `${path} weighs ${kb.toFixed(0)} KB`);
      }
    },
  );
});
