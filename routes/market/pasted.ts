/** Finds links in pasted text: to items, to searches, and to other sites. */
import {
  findListingLink,
  findSearchLink,
  type ListingLink,
  type MarketSearch,
  slugWords,
  unknownFilters,
} from "../../services/marketplace/mod.ts";

export const PASTED_TEXT_CHARS_MAX = 20_000;
export const PASTED_LINKS_MAX = 20;
/** Longest text that is put into a URL, in characters, since browsers and servers limit it. */
const KEPT_CHARS_MAX = 6_000;

export interface PastedItem {
  readonly link: ListingLink;
  /** A guess at the title, from the link's own words. */
  readonly title: string;
}

export interface PastedSearch {
  readonly search: MarketSearch;
  /** The pasted text. */
  readonly text: string;
  /** Filters of the link that cannot be followed. */
  readonly unknown: readonly string[];
}

export interface Pasted {
  readonly items: readonly PastedItem[];
  readonly searches: readonly PastedSearch[];
  /** Links that lead to no item and no search of the marketplace. */
  readonly others: number;
  /** The links that were understood, to be carried in an address. */
  readonly kept: string;
}

const AROUND_LINKS = /^[<("'«“‘[]+|[>)"'»”’\].,;:!]+$/g;
const OTHER_LINK = /^(?:[a-z][a-z+.-]*:|www\.|\/\/)/i;

export function readPasted(pasted: string): Pasted {
  const words = pasted.slice(0, PASTED_TEXT_CHARS_MAX).split(/\s+/)
    .map((word) => word.replace(AROUND_LINKS, ""));
  const items = new Map<string, PastedItem & { word: string }>();
  const searches = new Map<string, PastedSearch>();
  let others = 0;
  for (const word of words) {
    const link = findListingLink(word);
    const search = link ? null : findSearchLink(word);
    if (link) items.set(link.url, { link, title: slugWords(word), word });
    else if (search) {
      searches.set(word, { search, text: word, unknown: unknownFilters(word) });
    } else if (OTHER_LINK.test(word)) others += 1;
  }
  const found = [...items.values()].slice(0, PASTED_LINKS_MAX);
  const asked = [...searches.values()].slice(0, PASTED_LINKS_MAX - found.length);
  return {
    items: found,
    searches: asked,
    others,
    kept: fitting([...found.map(({ word }) => word), ...asked.map(({ text }) => text)]),
  };
}

/** As many whole links as fit. */
function fitting(links: readonly string[]): string {
  return links.reduce((kept, link) => {
    const longer = kept ? `${kept} ${link}` : link;
    return longer.length <= KEPT_CHARS_MAX ? longer : kept;
  }, "");
}

/** The page for adding, with links in its field and what has just come in. */
export function addAddress(text: string, intakeIds: readonly string[] = []): string {
  const address = new URLSearchParams(text ? { text } : {});
  for (const id of intakeIds) address.append("id", id);
  return address.size > 0 ? `/market/add?${address}` : "/market/add";
}
