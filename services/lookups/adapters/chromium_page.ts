/** Drives one visit through puppeteer; blocks every request that is not needed or leaves the marketplace. */
import type { Browser, HTTPRequest, HTTPResponse, Page } from "puppeteer-core";
import { invalid, isFailure } from "../../base/errors.ts";
import type { ApiRequest, BrowserResponse, Host, Visit } from "../browser.ts";
import { browserFailed, unreachable } from "../failures.ts";
import { API } from "../endpoints.ts";

/** Timeout of a page, and of a response within it. */
export const RESPONSE_MS = 60_000;
/** The largest known pages have two megabytes. */
const TEXT_CHARS_MAX = 16 * 1024 * 1024;

interface VisitOptions {
  readonly signal: AbortSignal;
  readonly origins: ReadonlySet<string>;
  readonly hosts: Readonly<Record<Host, string>>;
}

export async function openVisit(
  browser: Browser,
  { signal, origins, hosts }: VisitOptions,
): Promise<Omit<Visit, typeof Symbol.asyncDispose>> {
  const [first] = await browser.pages();
  const page = first ?? await browser.newPage();
  page.setDefaultTimeout(RESPONSE_MS);
  const navigation = await restrictRequests(page, origins);

  /** Turns the errors of puppeteer into failures of look-ups. */
  async function withFailures<T>(run: () => Promise<T>): Promise<T> {
    navigation.ledElsewhere = false;
    try {
      return await run();
    } catch (error) {
      signal.throwIfAborted();
      if (isFailure(error)) throw error;
      if (navigation.ledElsewhere) throw invalid("lookups.led_elsewhere", {}, error);
      throw browser.connected ? unreachable(error) : browserFailed(error);
    }
  }

  return {
    openPage: (path) =>
      withFailures(async () => {
        const response = await page.goto(hosts.www + path, { waitUntil: "domcontentloaded" });
        if (!response) throw unreachable();
        return toResponse(response, await response.text());
      }),
    fetchApi: ({ host, path, headers }) =>
      withFailures(() => fetchInPage(page, hosts[host] + path, headers)),
    async cookies() {
      const cookies = await withFailures(() => browser.cookies());
      return new Map(cookies.map(({ name, value }) => [name, value]));
    },
  };
}

interface Navigation {
  /** The page tried to navigate to another site. */
  ledElsewhere: boolean;
}

/** Lets only needed requests to the marketplace's origins through. Each step of a redirect is checked before it is taken. */
async function restrictRequests(page: Page, origins: ReadonlySet<string>): Promise<Navigation> {
  const navigation: Navigation = { ledElsewhere: false };
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    const isAllowed = origins.has(new URL(request.url()).origin);
    if (!isAllowed && isPageItself(request, page)) navigation.ledElsewhere = true;
    const decision = isAllowed && isNeeded(request)
      ? request.continue()
      : request.abort("blockedbyclient");
    // The page may have been closed meanwhile; then the decision no longer matters.
    decision.catch(() => {});
  });
  return navigation;
}

/** A CORS preflight (OPTIONS) has no resource type of its own. */
const isNeeded = (request: HTTPRequest): boolean =>
  request.method() === "OPTIONS" || API.resourceTypes.includes(request.resourceType());

const isPageItself = (request: HTTPRequest, page: Page): boolean =>
  request.isNavigationRequest() && request.frame() === page.mainFrame();

async function fetchInPage(
  page: Page,
  url: string,
  headers: ApiRequest["headers"],
): Promise<BrowserResponse> {
  // A page cannot read every header of a cross-origin response; the browser can.
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

/** Runs inside the page. */
async function fetchText(url: string, headers: Record<string, string>, charsMax: number) {
  const answer = await fetch(url, { headers, credentials: "include", redirect: "manual" });
  return { status: answer.status, text: (await answer.text()).slice(0, charsMax) };
}

const toResponse = (response: HTTPResponse, text: string): BrowserResponse => ({
  status: response.status(),
  text: text.slice(0, TEXT_CHARS_MAX),
  retryAfter: response.headers()["retry-after"] ?? null,
});
