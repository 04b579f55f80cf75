/** The item's page and its form while something is found: nothing that a person has typed is touched. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { translator } from "../locales/mod.ts";
import { SELLER } from "../services/inventory/mod.ts";
import { openBrowser, PHONE, type TestBrowser } from "./support/browser.ts";
import { withFinger } from "./support/hands.ts";
import { holdJob } from "./support/held_job.ts";
import { cookiesOf, moveIn } from "./support/owner.ts";
import { type ServedHouse, serveHouse } from "./support/served_house.ts";

const t = translator("it");
const READER = { kind: "house", name: "test" } as const;

interface Scene {
  readonly served: ServedHouse;
  readonly page: Page;
  readonly hands: ReturnType<typeof withFinger>;
  readonly itemId: string;
  /** Lets the reader find this, and its job end. */
  find(facts: object): Promise<void>;
}

async function scene(browser: TestBrowser, path: string, act: (scene: Scene) => Promise<void>) {
  await using served = await serveHouse({});
  const { services } = served.house;
  const owner = await moveIn(served.running);
  const { id: itemId } = await services.inventory.create({ facts: {}, origin: "own" }, SELLER);
  const job = await holdJob(services, { subject: itemId, lane: "models", title: "ai.job_item" });
  const page = await browser.page(PHONE);
  await page.browserContext().setCookie(...cookiesOf(owner));
  const hands = withFinger(page, served.running.url);
  await hands.open(path);
  await page.evaluate(() => document.documentElement.dataset.same = "");
  await hands.sees(t("ai.job_item"));
  await using _page = { [Symbol.asyncDispose]: () => page.close() };
  await act({
    served,
    page,
    hands,
    itemId,
    async find(facts) {
      await services.inventory.proposeFacts(itemId, facts, READER);
      await job.end();
    },
  });
  assert.ok(await page.$("html[data-same]"), "the page was loaded anew");
}

const fact = <V>(value: V, source: "tag" | "photo" = "tag") => ({
  value,
  source,
  at: 0,
  confidence: .9,
});
const valueOf = (page: Page, selector: string) =>
  page.$eval(selector, (field) => (field as HTMLInputElement).value);

const steps: { name: string; act: (browser: TestBrowser) => Promise<void> }[] = [];
const step = (name: string, act: (browser: TestBrowser) => Promise<void>) =>
  void steps.push({ name, act });

step(
  "words and a price that are being typed stay, with the focus and the place",
  (browser) =>
    scene(browser, "/items/1", async ({ page, hands, find }) => {
      await hands.write(["textbox", t("items.say_it")], "giacca di jeans");
      await hands.write("input[name=price]", "27,50");
      await page.evaluate(() => {
        const field = document.querySelector<HTMLInputElement>("input[name=price]")!;
        field.setSelectionRange(1, 3);
        field.closest("details")?.toggleAttribute("open", true);
      });
      const before = await page.$eval("input[name=price]", (e) => e.getBoundingClientRect().top);
      await find({
        brand: fact("Mango"),
        sizeLabel: fact("42"),
        material: fact([{ fibre: "linen", percent: 100 }]),
      });
      await hands.sees("Mango");
      assert.equal(await valueOf(page, "input[name=price]"), "27,50");
      assert.equal(await valueOf(page, "input[name=words]"), "giacca di jeans");
      const at = await page.evaluate(() => {
        const field = document.activeElement as HTMLInputElement;
        const { name, selectionStart, selectionEnd } = field;
        return { name, selectionStart, selectionEnd, top: field.getBoundingClientRect().top };
      });
      assert.deepEqual([at.name, at.selectionStart, at.selectionEnd], ["price", 1, 3]);
      assert.ok(Math.abs(at.top - before) < 2, `${before} became ${at.top}`);
    }),
);

step(
  "the form takes what was found into its empty fields and offers it beside one's own",
  (browser) =>
    scene(browser, "/items/1/edit", async ({ page, hands, find }) => {
      await hands.write("#brand", "Zara");
      await find({ brand: fact("Mango"), sizeLabel: fact("42") });
      await hands.until(() =>
        document.querySelector<HTMLInputElement>("#sizeLabel")!.value === "42"
      );
      assert.equal(await valueOf(page, "#brand"), "Zara");
      await hands.sees("Letto sull'etichetta: Mango");
      await hands.press(["button", `${t("live.use")}: Letto sull'etichetta: Mango`]);
      assert.equal(await valueOf(page, "#brand"), "Mango");
      assert.equal(await page.$("[data-added]"), null);
    }),
);

Deno.test("a page that is being written in", async (test) => {
  const browser = await openBrowser();
  for (const { name, act } of steps) {
    // The browser outlives a step, and so do its timers; the whole test still leaves nothing behind.
    const fn = () => act(browser);
    await test.step({ name, fn, sanitizeOps: false, sanitizeResources: false });
  }
  await browser.close();
});
