/** Sends one look-up to the marketplace: opens a browser, gets an anonymous session, asks, closes the browser. */
import type { Clock } from "../base/clock.ts";
import { isFailure } from "../base/errors.ts";
import type { Circumstances } from "../market/mod.ts";
import { type ListingLink, type MarketSearch, type Site, siteFacts } from "../marketplace/mod.ts";
import type { Browser, Visit } from "./browser.ts";
import { classifyApiResponse, classifyPage, type ResponseClass } from "./classify_response.ts";
import { API, type Endpoint } from "./endpoints.ts";
import { unreachable } from "./failures.ts";
import type { RequestLimiter } from "./request_limiter.ts";
import { buildSearchRequest, itemPagePath } from "./search_request.ts";

interface MarketplaceClientNeeds {
  readonly browser: Browser;
  readonly limiter: RequestLimiter;
  readonly clock: Clock;
}

/** The classes of responses that neither start a pause nor throw. */
export type FetchResult =
  | { readonly kind: "ok"; readonly text: string }
  | { readonly kind: "gone" | "shape_changed" };

export interface MarketplaceClient {
  /** @throws Failure of the limiter when a pause is or becomes active, `lookups.unreachable`, `lookups.browser_failed` */
  search(search: MarketSearch, signal: AbortSignal): Promise<FetchResult>;
  /** Fetches one item's own page. Throws as `search` does. */
  fetchItem(link: ListingLink, signal: AbortSignal): Promise<FetchResult>;
}

export function createMarketplaceClient(
  { browser, limiter, clock }: MarketplaceClientNeeds,
): MarketplaceClient {
  async function openSession(visit: Visit, signal: AbortSignal): Promise<void> {
    await limiter.waitForTurn(signal);
    const page = classifyPage(await visit.openPage(API.session.page), clock.now());
    if (page.kind !== "ok") await settle(page);
    const cookies = await visit.cookies();
    // The site withholds the session's token from visitors that it challenges.
    if (!cookies.has(API.session.token)) await limiter.pause("blocked");
  }

  async function searchOnce(
    visit: Visit,
    search: MarketSearch,
    endpoint: Endpoint,
    signal: AbortSignal,
  ): Promise<ResponseClass> {
    const request = buildSearchRequest(search, endpoint, await visit.cookies());
    await limiter.waitForTurn(signal);
    try {
      return classifyApiResponse(await visit.fetchApi(request), clock.now());
    } catch (error) {
      // The front page has just answered, so only this endpoint is at fault.
      if (isFailure(error) && error.key === "lookups.unreachable") return { kind: "unreachable" };
      throw error;
    }
  }

  /** Tries the next endpoint only where one has moved or is unreachable; a refusal ends the look-up. */
  async function searchEndpoints(
    visit: Visit,
    search: MarketSearch,
    signal: AbortSignal,
  ): Promise<ResponseClass> {
    let moved = false;
    let renewed = false;
    for (const endpoint of API.endpoints) {
      let response = await searchOnce(visit, search, endpoint, signal);
      if (response.kind === "expired" && !renewed) {
        renewed = true;
        await openSession(visit, signal);
        response = await searchOnce(visit, search, endpoint, signal);
      }
      if (response.kind !== "moved" && response.kind !== "unreachable") return response;
      moved ||= response.kind === "moved";
    }
    return { kind: moved ? "moved" : "unreachable" };
  }

  /** Ends the pause after a good response, starts one after a refusal, throws when nothing answered. */
  async function settle(response: ResponseClass): Promise<FetchResult> {
    switch (response.kind) {
      case "ok":
        await limiter.recordSuccess();
        return response;
      case "gone":
      case "shape_changed":
        return response;
      case "too_many":
        return await limiter.pause("too_many", response.pauseMs);
      case "moved":
        return await limiter.pause("moved");
      case "unreachable":
        throw unreachable();
      default:
        return await limiter.pause("blocked");
    }
  }

  return {
    async search(search, signal) {
      await limiter.assertAllowed();
      await using visit = await browser.open(search.site, signal);
      await openSession(visit, signal);
      return await settle(await searchEndpoints(visit, search, signal));
    },
    async fetchItem({ site, id }, signal) {
      await limiter.assertAllowed();
      await using visit = await browser.open(site, signal);
      await limiter.waitForTurn(signal);
      return await settle(classifyPage(await visit.openPage(itemPagePath(id)), clock.now()));
    },
  };
}

/** The facts of a market listing that a response leaves out: time, country, currency. */
export function lookupCircumstances(site: Site, seenAt: number): Circumstances {
  return { seenAt, mode: "lookup", country: site, currency: siteFacts(site).currency };
}
