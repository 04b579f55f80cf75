/** Fetches the open page again and applies its changes. */
import { exchange } from "./exchange.ts";
import type { OfferWords } from "../forms/offered_value.ts";
import { handsOff } from "./hands_off.ts";
import { REFRESH_HEADER } from "./refresh_header.ts";

/** `moved`: the URL leads to another page now, or to a newer build that does not fit the open page. */
export type Refreshed =
  | { readonly outcome: "done"; readonly offered: readonly string[] }
  | { readonly outcome: "logged_out" | "moved" };

const LOGIN = "/login";

/**
 * @param source the path of the page
 * @throws when the server cannot be reached, or does not answer with the page
 */
export async function refreshPage(source: string, words: OfferWords): Promise<Refreshed> {
  const answer = await fetch(source, {
    headers: { accept: "text/html", [REFRESH_HEADER]: "1" },
    cache: "no-store",
  });
  const { pathname, search } = new URL(answer.url);
  if (answer.redirected && pathname === LOGIN) return { outcome: "logged_out" };
  if (answer.redirected && pathname + search !== source) return { outcome: "moved" };
  if (!answer.ok) throw new Error(`refresh: ${answer.status}`);
  const newer = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (scriptOf(newer) !== scriptOf(document)) return { outcome: "moved" };
  await handsOff();
  document.title = newer.title;
  const [page, next] = [document, newer].map((part) => part.querySelector<HTMLElement>("#main")!);
  return { outcome: "done", offered: exchange(page!, next!, words) };
}

const scriptOf = (page: Document) => page.querySelector("script[type=module]")?.getAttribute("src");
