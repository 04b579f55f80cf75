/** A real Chromium, Chrome, Brave or Edge: opened with an empty profile, and gone with it. */
import type { Browser as Opened } from "puppeteer-core";
import { invalid } from "../../base/errors.ts";
import { waitAtMost } from "../../base/timer.ts";
import { siteFacts, SITES } from "../../marketplace/mod.ts";
import type { Browser, Hosts, InstalledBrowser } from "../browser.ts";
import { browserFailed } from "../refusals.ts";
import { realHosts } from "../routes.ts";
import { type BrowserProcess, startBrowser } from "./browser_process.ts";
import { ANSWER_MS, visit } from "./chromium_visit.ts";

/** An old computer under load takes its time to open a browser. */
const OPEN_MS = 60_000;
/** To end by itself; then it is ended. */
const CLOSE_MS = 5_000;
/** For the browser's own children to be gone. */
const REMOVE_TRIES = 20;
const REMOVE_AGAIN_MS = 100;

export interface ChromiumOptions {
  readonly installed: () => InstalledBrowser | null;
  /** Empty profiles are made in it and removed. */
  readonly folder: string;
  /** @default the marketplace's own */
  readonly hosts?: Hosts;
}

export function createChromium({ installed, folder, hosts = realHosts }: ChromiumOptions): Browser {
  /** Pages and answers come from here and from nowhere else, whatever redirects. */
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
        opening.defer(() => end(process));
        signal.addEventListener("abort", process.kill, { once: true });
        opening.defer(() => signal.removeEventListener("abort", process.kill));
        signal.throwIfAborted();
        const browser = await connect(process);
        opening.defer(() => signal.aborted ? undefined : leave(browser));
        const there = await visit(browser, { signal, origins, hosts: hosts(site) });
        const opened = opening.move();
        return { ...there, [Symbol.asyncDispose]: () => opened.disposeAsync() };
      } catch (error) {
        signal.throwIfAborted();
        throw browserFailed(error);
      }
    },
  };
}

async function connect({ transport }: BrowserProcess): Promise<Opened> {
  // Large, and of no use to a house that asks nothing: loaded with the first question.
  const { default: puppeteer } = await import("puppeteer-core");
  const options = { transport, defaultViewport: null, protocolTimeout: ANSWER_MS };
  const opened = await waitAtMost(OPEN_MS, puppeteer.connect(options));
  if (!opened) throw new Error(`the browser did not answer within ${OPEN_MS} ms`);
  return opened;
}

/** By itself, as a person closes it; one that does not is ended after this. */
async function leave(browser: Opened): Promise<void> {
  await waitAtMost(CLOSE_MS, browser.close()).catch(() => {});
}

async function end(process: BrowserProcess): Promise<void> {
  process.kill();
  await process.exited;
}

/** What a killed program left behind goes first: there is one browser at a time. */
async function emptyProfile(folder: string): Promise<string> {
  await remove(folder);
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  return await Deno.makeTempDir({ dir: folder });
}

/** A process that is just ending may still write into it; what stays all the same, the next one removes. */
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
