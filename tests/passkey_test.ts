/** Passkeys in a real browser, with an authenticator of its own that a person need not touch. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { loadAssets } from "../app/load_assets.ts";
import { type AuthHouse, openAuthHouse } from "./support/auth_house.ts";
import { TEST_PASSPHRASE } from "../services/auth/testing.ts";
import { openBrowser } from "./support/browser.ts";

interface Served extends AsyncDisposable {
  readonly house: AuthHouse;
  readonly url: string;
}

async function serve(): Promise<Served> {
  const house = await openAuthHouse(await loadAssets(new URL("..", import.meta.url)));
  const options = { port: 0, hostname: "127.0.0.1", onListen: () => {} };
  const server = Deno.serve(options, (request, info) => house.app.fetch(request, info));
  return {
    house,
    url: `http://localhost:${server.addr.port}`,
    async [Symbol.asyncDispose]() {
      await server.shutdown();
      await house.close();
    },
  };
}

async function giveAuthenticator(page: Page): Promise<void> {
  const devtools = await page.createCDPSession();
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function press(page: Page, selector: string): Promise<void> {
  const button = await page.waitForSelector(selector, { visible: true });
  await Promise.all([page.waitForNavigation(), button!.click()]);
}

const textOf = (page: Page) => page.$eval("body", (body) => body.innerText);
const pathOf = (page: Page) => new URL(page.url()).pathname;

Deno.test("a passkey is added in the browser, logs in, and is refused once it was removed", async (t) => {
  await using served = await serve();
  const { house, url } = served;
  const code = await house.auth.setup.issueCode();
  const browser = await openBrowser();
  try {
    const page = await browser.page();
    await giveAuthenticator(page);

    await t.step("the first run by hand", async () => {
      await page.goto(`${url}/setup?code=${code}`);
      await page.type("#passphrase", TEST_PASSPHRASE);
      await press(page, "button[type=submit]");
      assert.equal(pathOf(page), "/");
      assert.equal(await textOf(page), "inside");
    });

    await t.step("a passkey is added by one button", async () => {
      await page.goto(`${url}/settings/account`);
      await press(page, "#passkeys a");
      await page.type("#confirm_passphrase", TEST_PASSPHRASE);
      await press(page, "#confirmation button[type=submit]");
      await press(page, ".passkey button");
      assert.match(await textOf(page), /Passkey aggiunta.*/s);
      assert.equal((await house.auth.passkeys.list())[0]?.host, "localhost");
    });

    await t.step("logging out", async () => {
      await press(page, "form[action$='current/removal'] button");
      assert.equal(pathOf(page), "/login");
    });

    await t.step("the passkey logs in and goes on", async () => {
      await page.goto(`${url}/login?next=%2Fitems`);
      await press(page, ".passkey button");
      assert.equal(pathOf(page), "/items");
      assert.equal((await house.auth.sessions.list())[0]?.how, "passkey");
    });

    await t.step("a passkey that was removed is refused with a sentence, on the page", async () => {
      const [passkey] = await house.auth.passkeys.list();
      await house.auth.sessions.endOthers();
      await page.goto(`${url}/login`);
      await house.auth.passkeys.remove(passkey!.id);
      await page.click(".passkey button");
      await page.waitForFunction(
        () => document.querySelector(".passkey-said")?.textContent?.includes("non va bene qui"),
      );
      assert.equal(pathOf(page), "/login");
    });
  } finally {
    await browser.close();
  }
});
