/** One question from the front page to its answer, in one browser that is closed after it. */
import type { Clock } from "../base/clock.ts";
import { isFailure } from "../base/errors.ts";
import type { ListingLink, MarketSearch } from "../marketplace/mod.ts";
import type { Browser, Visit } from "./browser.ts";
import type { Permits } from "./permits.ts";
import { itemPath, questionOf } from "./question.ts";
import { unreachable } from "./refusals.ts";
import { type Route, ROUTES } from "./routes.ts";
import { sortAnswer, type Sorted, sortPage } from "./sort_answer.ts";

export interface AskingNeeds {
  readonly browser: Browser;
  readonly permits: Permits;
  readonly clock: Clock;
}

/** What is left of `Sorted` once pauses have been taken and troubles thrown. */
export type Asked =
  | { readonly how: "good"; readonly text: string }
  | { readonly how: "gone" | "shape_changed" };

export interface Asking {
  /** @throws Failure of `permits` when there is a pause now, `lookups.unreachable`, `lookups.browser_failed` */
  search(search: MarketSearch, signal: AbortSignal): Promise<Asked>;
  item(link: ListingLink, signal: AbortSignal): Promise<Asked>;
}

export function createAsking({ browser, permits, clock }: AskingNeeds): Asking {
  async function enter(visit: Visit, signal: AbortSignal): Promise<void> {
    await permits.request(signal);
    const page = sortPage(await visit.page(ROUTES.session.page), clock.now());
    if (page.how !== "good") await settle(page);
    const cookies = await visit.cookies();
    // A visitor who is given no session is being challenged.
    if (!cookies.has(ROUTES.session.token)) await permits.pause("blocked");
  }

  async function askOnce(
    visit: Visit,
    search: MarketSearch,
    route: Route,
    signal: AbortSignal,
  ): Promise<Sorted> {
    const question = questionOf(search, route, await visit.cookies());
    await permits.request(signal);
    try {
      return sortAnswer(await visit.ask(question), clock.now());
    } catch (error) {
      // The front page has just answered: it is this door that does not.
      if (isFailure(error) && error.key === "lookups.unreachable") return { how: "unreachable" };
      throw error;
    }
  }

  /** The next door only where this one is no longer there; a refusal is never gone round. */
  async function askDoors(
    visit: Visit,
    search: MarketSearch,
    signal: AbortSignal,
  ): Promise<Sorted> {
    let moved = false;
    let renewed = false;
    for (const route of ROUTES.routes) {
      let answer = await askOnce(visit, search, route, signal);
      if (answer.how === "expired" && !renewed) {
        renewed = true;
        await enter(visit, signal);
        answer = await askOnce(visit, search, route, signal);
      }
      if (answer.how !== "moved" && answer.how !== "unreachable") return answer;
      moved ||= answer.how === "moved";
    }
    return { how: moved ? "moved" : "unreachable" };
  }

  /** Takes the pause that an answer asks for, throws what is nobody's fault, and gives back the rest. */
  async function settle(answer: Sorted): Promise<Asked> {
    switch (answer.how) {
      case "good":
        await permits.answered();
        return answer;
      case "gone":
      case "shape_changed":
        return answer;
      case "too_many":
        return await permits.pause("too_many", answer.pauseMs);
      case "moved":
        return await permits.pause("moved");
      case "unreachable":
        throw unreachable();
      default:
        return await permits.pause("blocked");
    }
  }

  return {
    async search(search, signal) {
      await permits.check();
      await using visit = await browser.open(search.site, signal);
      await enter(visit, signal);
      return await settle(await askDoors(visit, search, signal));
    },
    async item({ site, id }, signal) {
      await permits.check();
      await using visit = await browser.open(site, signal);
      await permits.request(signal);
      return await settle(sortPage(await visit.page(itemPath(id)), clock.now()));
    },
  };
}
