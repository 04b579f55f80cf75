/** A real Chromium for the journeys: one a test file, a fresh context a test. */
import puppeteer, { type Browser, type BrowserContext, type Page } from "puppeteer-core";
import { findBrowser } from "./browser_path.ts";

/** Nothing here may reach out: a browser left alone calls home. */
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  "--disable-sync",
  "--no-first-run",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
];

/** Longer than anything takes on a busy machine; only a failure waits so long. */
const PATIENCE_MS = 20_000;

export const PHONE = { width: 390, height: 844, isMobile: true, hasTouch: true };
export const DESKTOP = { width: 1280, height: 900 };

export interface TestBrowser {
  /** A page of its own context: no cookies of another test. */
  page(viewport?: typeof PHONE | typeof DESKTOP): Promise<Page>;
  close(): Promise<void>;
}

export async function openBrowser(): Promise<TestBrowser> {
  const executablePath = await findBrowser();
  if (!executablePath) throw new Error("No Chromium: run the tests with `deno task test`.");
  const profile = await Deno.makeTempDir({ prefix: "vinted-optimizer-browser-" });
  const browser: Browser = await puppeteer.launch({
    executablePath,
    headless: true,
    pipe: true,
    userDataDir: profile,
    args: Deno.uid() === 0 ? [...QUIET, "--no-sandbox"] : QUIET,
    env: { HOME: profile, PATH: "/usr/bin:/bin" },
  });
  const contexts: BrowserContext[] = [];
  return {
    async page(viewport = DESKTOP) {
      const context = await browser.createBrowserContext();
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      await page.setViewport(viewport);
      await page.setExtraHTTPHeaders({ "accept-language": "it-IT,it;q=0.9" });
      return page;
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
      await Deno.remove(profile, { recursive: true });
    },
  };
}
