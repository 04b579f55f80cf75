/** One visit, driven by puppeteer: what the browser may load is named, the rest is refused. */
import type { Browser, HTTPRequest, HTTPResponse, Page } from "puppeteer-core";
import { invalid, isFailure } from "../../base/errors.ts";
import type { Answer, Host, Question, Visit } from "../browser.ts";
import { browserFailed, unreachable } from "../refusals.ts";
import { ROUTES } from "../routes.ts";

/** Of a page, or of an answer within it. */
export const ANSWER_MS = 60_000;
/** The largest pages have two megabytes. */
const TEXT_CHARS_MAX = 16 * 1024 * 1024;

export interface VisitOptions {
  readonly signal: AbortSignal;
  readonly origins: ReadonlySet<string>;
  readonly hosts: Readonly<Record<Host, string>>;
}

export async function visit(
  browser: Browser,
  { signal, origins, hosts }: VisitOptions,
): Promise<Omit<Visit, typeof Symbol.asyncDispose>> {
  const [first] = await browser.pages();
  const page = first ?? await browser.newPage();
  page.setDefaultTimeout(ANSWER_MS);
  const led = await watchOver(page, origins);

  /** Says in our words what went wrong on the way. */
  async function talk<T>(run: () => Promise<T>): Promise<T> {
    led.astray = false;
    try {
      return await run();
    } catch (error) {
      signal.throwIfAborted();
      if (isFailure(error)) throw error;
      if (led.astray) throw invalid("lookups.led_elsewhere", {}, error);
      throw browser.connected ? unreachable(error) : browserFailed(error);
    }
  }

  return {
    page: (path) =>
      talk(async () => {
        const response = await page.goto(hosts.www + path, { waitUntil: "domcontentloaded" });
        if (!response) throw unreachable();
        return answerOf(response, await response.text());
      }),
    ask: ({ host, path, headers }) => talk(() => askWithin(page, hosts[host] + path, headers)),
    async cookies() {
      const cookies = await talk(() => browser.cookies());
      return new Map(cookies.map(({ name, value }) => [name, value]));
    },
  };
}

interface Led {
  /** The page itself was to go where it must not. */
  astray: boolean;
}

/**
 * Only the kinds of requests that are needed, only to the marketplace's own addresses: each step of a redirect
 * is asked for here, before it is taken.
 */
async function watchOver(page: Page, origins: ReadonlySet<string>): Promise<Led> {
  const led: Led = { astray: false };
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    const ours = origins.has(new URL(request.url()).origin);
    if (!ours && isPageItself(request, page)) led.astray = true;
    const answer = ours && isNeeded(request)
      ? request.continue()
      : request.abort("blockedbyclient");
    // The page may have gone on meanwhile; then nobody waits for this any more.
    answer.catch(() => {});
  });
  return led;
}

/** The question of a browser whether it may ask another address (OPTIONS) has no kind of its own. */
const isNeeded = (request: HTTPRequest): boolean =>
  request.method() === "OPTIONS" || ROUTES.loads.includes(request.resourceType());

const isPageItself = (request: HTTPRequest, page: Page): boolean =>
  request.isNavigationRequest() && request.frame() === page.mainFrame();

async function askWithin(page: Page, url: string, headers: Question["headers"]): Promise<Answer> {
  // A page may not read every header of an answer from another address; the browser can.
  let seen: HTTPResponse | undefined;
  const notice = (response: HTTPResponse) => {
    if (response.url() === url && response.request().method() === "GET") seen = response;
  };
  page.on("response", notice);
  try {
    const { status, text } = await page.evaluate(fetchText, url, { ...headers }, TEXT_CHARS_MAX);
    return { status, text, retryAfter: seen?.headers()["retry-after"] ?? null };
  } finally {
    page.off("response", notice);
  }
}

/** Runs in the page. */
async function fetchText(url: string, headers: Record<string, string>, charsMax: number) {
  const answer = await fetch(url, { headers, credentials: "include", redirect: "manual" });
  return { status: answer.status, text: (await answer.text()).slice(0, charsMax) };
}

const answerOf = (response: HTTPResponse, text: string): Answer => ({
  status: response.status(),
  text: text.slice(0, TEXT_CHARS_MAX),
  retryAfter: response.headers()["retry-after"] ?? null,
});
