/** The shell in a real browser, on the page that holds every component. */
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import type { Page } from "puppeteer-core";
import { translator } from "../locales/mod.ts";
import { axeFindings } from "./support/axe.ts";
import { DESKTOP, openBrowser, PHONE, type TestBrowser } from "./support/browser.ts";
import { startHouse } from "./support/house.ts";
import { cookiesOf, moveIn, type Owner } from "./support/owner.ts";

const t = translator("it");
const PAGE_SCRIPTS_KB_MAX = 20;
/** How long a flash is shown. */
const FLASH_MS = 10_000;

interface Scene {
  readonly owner: Owner;
  readonly browser: TestBrowser;
}

async function enter({ owner, browser }: Scene, viewport = DESKTOP): Promise<Page> {
  const page = await browser.page(viewport);
  await page.browserContext().setCookie(...cookiesOf(owner));
  return page;
}

async function open(page: Page, { owner: { house } }: Scene, path: string): Promise<void> {
  await page.goto(house.url + path);
  assert.equal(await page.$eval("h1", (h) => h.textContent), t("gallery.title"));
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLElement>("is-land")].every(({ dataset }) =>
      "awake" in dataset
    )
  );
}

async function isAccessible(scene: Scene): Promise<void> {
  for (const viewport of [DESKTOP, PHONE]) {
    const page = await enter(scene, viewport);
    for (const theme of ["light", "dark"]) {
      await open(page, scene, `/gallery?theme=${theme}`);
      assert.deepEqual(await axeFindings(page), [], `${theme}, ${viewport.width} px`);
    }
    await page.close();
  }
}

async function isNeverTooWide(scene: Scene): Promise<void> {
  const page = await enter(scene, PHONE);
  await open(page, scene, "/gallery");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(wide, PHONE.width);
  await page.close();
}

async function isSmallAndStrict(scene: Scene): Promise<void> {
  const page = await enter(scene);
  const complaints: string[] = [];
  const scripts: Promise<Uint8Array>[] = [];
  page.on("console", (said) => said.type() === "error" && complaints.push(said.text()));
  page.on("response", (answer) => {
    if (answer.request().resourceType() === "script") scripts.push(answer.buffer());
  });
  await open(page, scene, "/gallery");
  const sizes = (await Promise.all(scripts)).map((bytes) => gzipSync(bytes).length);
  const total = sizes.reduce((sum, size) => sum + size, 0) / 1000;
  assert.ok(total > 0 && total < PAGE_SCRIPTS_KB_MAX, `${total} kB`);
  assert.deepEqual(complaints, []);
  await page.close();
}

async function showsItsKeys(scene: Scene): Promise<void> {
  const page = await enter(scene);
  await open(page, scene, "/gallery");
  await page.keyboard.press("?");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog:not([open])");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "search");
  await page.close();
}

async function press(page: Page, name: string): Promise<void> {
  const button = `::-p-aria([name="${name}"][role="button"])`;
  await Promise.all([page.waitForNavigation(), page.click(button)]);
}

async function showsWhatCanBeUndone(scene: Scene): Promise<void> {
  const page = await enter(scene);
  await open(page, scene, "/gallery");
  await press(page, t("gallery.flash"));
  await page.waitForSelector(`::-p-text(${t("gallery.flash_said", { box: "12" })})`);
  await press(page, t("common.undo"));
  await page.waitForSelector(`::-p-text(${t("common.undone")})`);
  await page.close();
}

/** The page's own long timers, which the test lets ring when it wants. */
interface Held {
  held: Map<number, () => void>;
}

async function leavesWithoutHurry(scene: Scene): Promise<void> {
  const page = await enter(scene);
  await page.evaluateOnNewDocument((ms) => {
    const held: Held["held"] = new Map();
    const { setTimeout, clearTimeout } = globalThis;
    Object.assign(globalThis, {
      held,
      setTimeout: (act: () => void, after: number) =>
        after === ms ? held.set(held.size + 1e9, act).size + 1e9 - 1 : setTimeout(act, after),
      clearTimeout: (id: number) => held.delete(id) || clearTimeout(id),
    });
  }, FLASH_MS);
  const waiting = () => page.evaluate(() => (globalThis as unknown as Held).held.size);
  await open(page, scene, "/gallery");
  await press(page, t("gallery.flash"));
  await page.waitForFunction(() => (globalThis as unknown as Held).held?.size === 1);
  await page.hover("#flash");
  assert.equal(await waiting(), 0, "under the mouse it stays");
  await page.hover("h1");
  assert.equal(await waiting(), 1);
  await page.focus("#flash button");
  assert.equal(await waiting(), 0, "under the focus it stays");
  await page.focus("#search");
  await page.evaluate(() => (globalThis as unknown as Held).held.forEach((ring) => ring()));
  await page.waitForSelector("#flash[hidden]");
  await page.close();
}

async function speaksWhenTheHouseIsSilent(scene: Scene): Promise<void> {
  const page = await enter(scene);
  await open(page, scene, "/gallery");
  await page.evaluate(async () => void await navigator.serviceWorker.ready);
  await scene.owner.house.stop();
  await page.goto(`${scene.owner.house.url}/items`);
  assert.equal(await page.$eval("h1", (h) => h.textContent), t("shell.offline"));
  const styled = await page.$eval("h1", (h) => getComputedStyle(h).fontFamily);
  assert.match(styled, /Display/);
  await page.close();
}

const STEPS: Record<string, (scene: Scene) => Promise<void>> = {
  "every component is accessible, light and dark, on the phone and on the desktop": isAccessible,
  "nothing is wider than the phone": isNeverTooWide,
  "the islands wake under the strict policy, in less than 20 kB": isSmallAndStrict,
  "the keyboard finds its help and the search": showsItsKeys,
  "what was done can be undone from the next page": showsWhatCanBeUndone,
  "the flash leaves by itself, but never from under a hand": leavesWithoutHurry,
  "a house that does not answer is told in its own words": speaksWhenTheHouseIsSilent,
};

Deno.test("the shell in the browser", async (test) => {
  const dataDir = await Deno.makeTempDir({ prefix: "vinted-optimizer-test-" });
  const owner = await moveIn(await startHouse({ dataDir }));
  const browser = await openBrowser();
  for (const [name, step] of Object.entries(STEPS)) {
    // The browser outlives a step, and so do its timers; the whole test still leaves nothing behind.
    const fn = () => step({ owner, browser });
    await test.step({ name, fn, sanitizeOps: false, sanitizeResources: false });
  }
  await browser.close();
  await Deno.remove(dataDir, { recursive: true });
});
