/** Web push in a real browser: one button subscribes, and messages from home are shown without an open page. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { translator } from "../locales/mod.ts";
import { confirmFirst } from "../routes/access/confirm.tsx";
import { tempFolder } from "../services/store/testing.ts";
import { TEST_AUTHORITY_FILE } from "./fakes/certificate/mod.ts";
import { startFakePush } from "./fakes/push.ts";
import { openBrowser } from "./support/browser.ts";
import { startHouse } from "./support/house.ts";
import { cookiesOf, moveIn, PASSPHRASE } from "./support/owner.ts";

const t = translator("it");
const PATH = "/settings/alerts";

/** A browser here reaches no push service of its own: it asks the test for a subscription, with the same key. */
async function subscribeHere(page: Page, subscribe: (key: string) => Promise<object>) {
  await page.exposeFunction("subscribeHere", subscribe);
  await page.evaluateOnNewDocument(() => {
    const here = globalThis as unknown as { subscribeHere(key: string): Promise<object> };
    PushManager.prototype.getSubscription = () => Promise.resolve(null);
    PushManager.prototype.subscribe = async (options) =>
      await here.subscribeHere(String(options?.applicationServerKey)) as PushSubscription;
  });
}

/** Hands the service worker a message as the browser does when one arrives. */
async function arrives(page: Page, data: string): Promise<void> {
  const devtools = await page.createCDPSession();
  const { promise, resolve } = Promise.withResolvers<string>();
  devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations: [first] }) => {
    if (first) resolve(first.registrationId);
  });
  await devtools.send("ServiceWorker.enable");
  const { origin } = new URL(page.url());
  await devtools.send("ServiceWorker.deliverPushMessage", {
    origin,
    registrationId: await promise,
    data,
  });
  await devtools.detach();
}

const TRIES_MAX = 10;
const SHOWN_MS = 2_000;

/** Chromium's own tool drops a message for a worker that it is just starting: then it is handed over again. */
async function shownAfter(page: Page, data: string) {
  for (let left = TRIES_MAX;; left--) {
    await arrives(page, data);
    try {
      return await shownBy(page);
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

function shownBy(page: Page) {
  return page.waitForFunction(
    async () => {
      const registration = await navigator.serviceWorker.ready;
      const [shown] = await registration.getNotifications();
      return shown && { title: shown.title, body: shown.body, data: shown.data };
    },
    { timeout: SHOWN_MS },
  ).then((handle) => handle.jsonValue());
}

Deno.test("a browser subscribes by one button and shows what the house sends", async () => {
  await using folder = await tempFolder();
  await using push = startFakePush();
  const subscriptions: Awaited<ReturnType<typeof push.subscribe>>[] = [];
  const env = { DENO_CERT: TEST_AUTHORITY_FILE };
  const house = await startHouse({ dataDir: folder.path, env });
  const owner = await moveIn(house);
  const browser = await openBrowser();
  try {
    const page = await browser.page();
    const context = page.browserContext();
    await context.setCookie(...cookiesOf(owner));
    await context.setPermission(house.url, {
      permission: { name: "notifications" },
      state: "granted",
    });
    await subscribeHere(page, async (key) => {
      const subscription = await push.subscribe(key);
      subscriptions.push(subscription);
      return subscription.json;
    });

    await page.goto(house.url + confirmFirst(PATH));
    await page.type("#confirm_passphrase", PASSPHRASE);
    await Promise.all([page.waitForNavigation(), page.click("#confirmation button[type=submit]")]);
    const ask = await page.waitForSelector("#push is-land[data-awake] button");
    await Promise.all([page.waitForNavigation(), ask!.click()]);
    assert.match(await page.$eval("#push", (sheet) => sheet.textContent), /Chrome su Linux/);

    const arrived = page.waitForFunction(
      (sent) => document.querySelector("#push")?.textContent?.includes(sent),
      {},
      t("alerts.sent_when", { when: "" }).trim(),
    );
    await page.click(`form[action$="/push/trial"] button`);
    await arrived;
    const { data } = subscriptions[0]!.shown[0]!;
    assert.equal(data.title, t("alerts.test_title"));

    assert.deepEqual(await shownAfter(page, JSON.stringify(data)), {
      title: t("alerts.test_title"),
      body: t("alerts.test_body"),
      data: { link: PATH },
    });
  } finally {
    await browser.close();
    await house.stop();
  }
});
