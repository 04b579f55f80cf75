/** Typed text outlives reload, crash and log-out until it is saved, and nothing else is kept on the device. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { DRAFT_AGE_MAX_MS, DRAFT_CHARS_MAX } from "../islands/forms/draft_store.ts";
import { translator } from "../locales/mod.ts";
import { SELLER } from "../services/inventory/mod.ts";
import { openBrowser, PHONE, type TestBrowser } from "./support/browser.ts";
import { type Hands, withFinger } from "./support/hands.ts";
import { cookiesOf, moveIn, PASSPHRASE } from "./support/owner.ts";
import { type ServedHouse, serveHouse } from "./support/served_house.ts";

const t = translator("it");
const FORM = "/items/1/edit";
const RESTORED = t("live.restored", { when: "@" }).split("(")[0]!.trim();

interface Scene extends AsyncDisposable {
  readonly served: ServedHouse;
  readonly page: Page;
  readonly hands: Hands;
  readonly itemId: string;
  /** Another page of the same browser. */
  another(): Promise<Hands>;
}

async function open(browser: TestBrowser): Promise<Scene> {
  await using opened = new AsyncDisposableStack();
  const served = opened.use(await serveHouse({}));
  const owner = await moveIn(served.running);
  const { inventory } = served.house.services;
  const { value: { id: itemId } } = await inventory.create({ box: "Scatola 1" }, SELLER);
  const page = await browser.page(PHONE);
  const context = page.browserContext();
  opened.defer(async () => {
    for (const page of await context.pages()) await page.close();
  });
  await context.setCookie(...cookiesOf(owner));
  const leaving = opened.move();
  return {
    served,
    page,
    itemId,
    hands: withFinger(page, served.running.url),
    async another() {
      const page = await context.newPage();
      await page.setViewport(PHONE);
      return withFinger(page, served.running.url);
    },
    [Symbol.asyncDispose]: () => leaving.disposeAsync(),
  };
}

const valueOf = (page: Page, selector: string) =>
  page.$eval(selector, (field) => (field as HTMLInputElement).value);

/** Everything in the device's storage, as one text. */
const keptOn = (page: Page) =>
  page.evaluate(() =>
    Object.entries(localStorage).filter(([key]) => key.startsWith("draft:")).join("\n")
  );

async function type({ hands }: Pick<Scene, "hands">): Promise<void> {
  await hands.open(FORM);
  await hands.write("#brand", "Mango");
  await hands.write("#details", "tre bottoni");
  await hands.press("input[name=condition][value='2'] + span");
}

async function isBack({ page, until }: Hands): Promise<void> {
  await until(() => document.querySelector<HTMLInputElement>("#brand")?.value === "Mango");
  assert.equal(await valueOf(page, "#details"), "tre bottoni");
  assert.ok(await page.$("input[name=condition][value='2']:checked"));
}

const save = ({ follow }: Hands) => follow(["button", t("common.save")]);

type Act = (scene: Scene) => Promise<void>;
const steps: { name: string; act: Act }[] = [];
const step = (name: string, act: Act) => void steps.push({ name, act });

step("a reload brings it back; once saved it is forgotten", async (scene) => {
  const { hands, page } = scene;
  await type(scene);
  await hands.open(FORM);
  await hands.sees(RESTORED);
  await isBack(hands);
  await save(hands);
  await hands.sees("tre bottoni");
  assert.equal(await keptOn(page), "");
  await hands.open(FORM);
  assert.equal(await page.$("[data-added]"), null);
  assert.equal(await valueOf(page, "#brand"), "Mango");
});

step("it is there after the back button", async (scene) => {
  await type(scene);
  await scene.hands.open("/items");
  await scene.page.goBack();
  await isBack(scene.hands);
});

step("it can be thrown away", async (scene) => {
  const { hands, page } = scene;
  await type(scene);
  await hands.open(FORM);
  await hands.press(`[data-added] button`);
  assert.equal(await valueOf(page, "#brand"), "");
  assert.equal(await page.$("input[name=condition]:checked"), null);
  assert.equal(await keptOn(page), "");
});

step("it is back after the tab has crashed, and after it was closed", async (scene) => {
  await type(scene);
  const crashed = await scene.page.createCDPSession();
  const gone = new Promise((resolve) => scene.page.once("error", resolve));
  crashed.send("Page.crash").catch(() => {});
  await gone;
  const hands = await scene.another();
  await hands.open(FORM);
  await isBack(hands);
  await hands.page.close();
  const later = await scene.another();
  await later.open(FORM);
  await isBack(later);
});

step("an expired session leads over the log-in back to the form", async (scene) => {
  const { hands, page, served, itemId } = scene;
  await type(scene);
  await served.house.services.auth.sessions.endOthers("nobody");
  await hands.follow(["button", t("common.save")]);
  await hands.sees(t("auth.unsaved"));
  await hands.write(["textbox", t("auth.passphrase")], PASSPHRASE);
  await hands.follow(["button", t("auth.log_in")]);
  assert.equal(new URL(page.url()).pathname, FORM);
  await isBack(hands);
  await save(hands);
  const { value } = await served.house.services.inventory.byId(itemId);
  assert.equal(value.facts.brand?.value, "Mango");
  assert.equal(await keptOn(page), "");
});

step("a form that is refused keeps it", async (scene) => {
  const { hands } = scene;
  await type(scene);
  await hands.write("#price", "abc");
  await save(hands);
  await hands.open(FORM);
  await isBack(hands);
  assert.equal(await valueOf(hands.page, "#price"), "abc");
});

step("what was saved elsewhere meanwhile is offered beside it", async (scene) => {
  const { hands, page, served, itemId } = scene;
  await type(scene);
  await served.house.services.inventory.save(itemId, { facts: { brand: "Zara" } }, SELLER);
  await hands.open(FORM);
  await isBack(hands);
  await hands.press(["button", `${t("live.use")}: ${t("live.meanwhile")}: Zara`]);
  assert.equal(await valueOf(page, "#brand"), "Zara");
});

step("a log-out forgets it, also where another tab is still open", async (scene) => {
  const { hands, page } = scene;
  await type(scene);
  const other = await scene.another();
  await other.open("/settings");
  await other.follow(["button", t("settings.log_out")]);
  await page.bringToFront();
  assert.equal(await keptOn(page), "");
  await hands.write("#model", "Air Max");
  assert.equal(await keptOn(page), "");
});

step("passphrases and keys are never kept", async ({ hands, page }) => {
  await hands.open("/settings/account");
  await hands.write("input[name=current]", PASSPHRASE);
  await hands.write("input[name=next]", "un’altra frase lunga e segreta");
  await hands.open("/settings/ai");
  await page.$eval(
    "input[type=password]",
    (field) => field.closest("details")?.setAttribute("open", ""),
  );
  await hands.write("input[type=password]", "chiave segreta");
  assert.equal(await keptOn(page), "");
});

step("what is too old or too long is not kept", async (scene) => {
  const { hands, page } = scene;
  await type(scene);
  await page.evaluate((age) => {
    for (const [key, text] of Object.entries(localStorage)) {
      if (!key.startsWith("draft:")) continue;
      const draft = JSON.parse(text);
      localStorage.setItem(key, JSON.stringify({ ...draft, at: draft.at - age }));
    }
  }, DRAFT_AGE_MAX_MS);
  await hands.open(FORM);
  assert.equal(await page.$("[data-added]"), null);
  await page.$eval("#note", (field, count) => {
    (field as HTMLTextAreaElement).value = "a".repeat(count);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, DRAFT_CHARS_MAX);
  assert.equal(await keptOn(page), "");
});

step(
  "a form that is on its way is not sent again, and waits no longer when one comes back",
  async (scene) => {
    const { page, served, hands } = scene;
    const { inventory } = served.house.services;
    const before = inventory.find({}).total;
    await hands.open("/items/new");
    const [, state] = await Promise.all([
      page.waitForNavigation(),
      page.evaluate(() => {
        const button = document.querySelector<HTMLButtonElement>("main form [type=submit]")!;
        for (let press = 0; press < 3; press++) button.click();
        const { ariaBusy } = button.form!;
        const { ariaDisabled } = button;
        dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        return { ariaBusy, ariaDisabled, after: button.form!.ariaBusy };
      }),
    ]);
    assert.deepEqual(state, { ariaBusy: "true", ariaDisabled: "true", after: "false" });
    assert.equal(inventory.find({}).total, before + 1);
  },
);

step("without scripts the log-in says that nothing was kept", async (scene) => {
  const { page, hands, served } = scene;
  await hands.open(FORM);
  await served.house.services.auth.sessions.endOthers("nobody");
  const url = served.running.url;
  await page.setJavaScriptEnabled(false);
  await page.goto(`${url}/login?next=%2Fitems%2F1%2Fedit&unsaved=`);
  assert.match(
    await page.evaluate(() => document.body.innerText),
    new RegExp(t("auth.unsaved_without_scripts").slice(0, 30)),
  );
});

Deno.test("drafts", async (test) => {
  const browser = await openBrowser();
  for (const { name, act } of steps) {
    await test.step({
      name,
      async fn() {
        await using scene = await open(browser);
        await act(scene);
      },
      // The browser outlives a step, and so do its timers; the whole test still leaves nothing behind.
      sanitizeOps: false,
      sanitizeResources: false,
    });
  }
  await browser.close();
});
