/** Opens an installed Chromium, Chrome, Brave or Edge with an empty profile and deletes the profile after. */
import type { Browser as PuppeteerBrowser } from "puppeteer-core";
import { invalid } from "../../base/errors.ts";
import { waitAtMost } from "../../base/timer.ts";
import { siteFacts, SITES } from "../../marketplace/mod.ts";
import type { Browser, Hosts, InstalledBrowser } from "../browser.ts";
import { browserFailed } from "../failures.ts";
import { MARKETPLACE_HOSTS } from "../endpoints.ts";
import { type BrowserProcess, startBrowser } from "./browser_process.ts";
import { openVisit, RESPONSE_MS } from "./chromium_page.ts";

/** Generous, because an old computer under load is slow to open a browser. */
const OPEN_MS = 60_000;
/** The time that a browser has to close by itself before it is killed. */
const CLOSE_MS = 5_000;
/** While the browser's child processes exit, the profile may not be removable yet. */
const REMOVE_TRIES = 20;
const REMOVE_AGAIN_MS = 100;

interface ChromiumOptions {
  readonly installed: () => InstalledBrowser | null;
  /** The profiles' folder. */
  readonly folder: string;
  /** @default the marketplace's own */
  readonly hosts?: Hosts;
}

export function createChromium(
  { installed, folder, hosts = MARKETPLACE_HOSTS }: ChromiumOptions,
): Browser {
  /** The only origins that pages may load from. */
  const origins = new Set(
    SITES.flatMap((site) => Object.values(hosts(site))).map((url) => new URL(url).origin),
  );
  return {
    installed,
    async open(site, signal) {
      const found = installed();
      if (!found) throw invalid("lookups.no_browser");
      await using opening = new AsyncDisposableStack();
      try {
        const profile = await emptyProfile(folder);
        opening.defer(() => remove(profile));
        const { language } = siteFacts(site);
        const process = startBrowser({ path: found.path, profile, language });
        opening.defer(() => killProcess(process));
        signal.addEventListener("abort", process.kill, { once: true });
        opening.defer(() => signal.removeEventListener("abort", process.kill));
        signal.throwIfAborted();
        const browser = await connect(process);
        opening.defer(() => signal.aborted ? undefined : closeBrowser(browser));
        const visit = await openVisit(browser, { signal, origins, hosts: hosts(site) });
        const opened = opening.move();
        return { ...visit, [Symbol.asyncDispose]: () => opened.disposeAsync() };
      } catch (error) {
        signal.throwIfAborted();
        throw browserFailed(error);
      }
    },
  };
}

async function connect({ transport }: BrowserProcess): Promise<PuppeteerBrowser> {
  // Loaded with the first look-up: the module is large, and many homes never use it.
  const { default: puppeteer } = await import("puppeteer-core");
  const options = { transport, defaultViewport: null, protocolTimeout: RESPONSE_MS };
  const opened = await waitAtMost(OPEN_MS, puppeteer.connect(options));
  if (!opened) throw new Error(`the browser did not answer within ${OPEN_MS} ms`);
  return opened;
}

async function closeBrowser(browser: PuppeteerBrowser): Promise<void> {
  await waitAtMost(CLOSE_MS, browser.close()).catch(() => {});
}

async function killProcess(process: BrowserProcess): Promise<void> {
  process.kill();
  await process.exited;
}

/** Removes profiles that a killed program left behind: only one browser runs at a time. */
async function emptyProfile(folder: string): Promise<string> {
  await remove(folder);
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  return await Deno.makeTempDir({ dir: folder });
}

/** Tries again while an exiting process still writes into the folder; the next look-up removes what is left. */
async function remove(folder: string): Promise<void> {
  for (let left = REMOVE_TRIES; left > 0; left--) {
    try {
      return await Deno.remove(folder, { recursive: true });
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return;
      await new Promise((resolve) => setTimeout(resolve, REMOVE_AGAIN_MS));
    }
  }
}
