/** A saved HTML page: the blocks of data in it, read one by one. */
import { findListingLink, type ListingLink } from "../../marketplace/mod.ts";
import { readAnswer } from "./answer.ts";
import { readJsonLd } from "./json_ld.ts";
import { isTooDeep } from "./depth.ts";
import type { Circumstances, Entry, Puzzle } from "./reading.ts";

const BLOCKS_MAX = 200;
/** Where a page says which it is: in its head, or in the mark that a browser leaves on what it saves. */
const HEAD_CHARS = 100_000;
const ADDRESS =
  /(?:rel="canonical" href=|property="og:url" content=|saved from url=\(\d+\))"?([^"\s<>]{1,500})/i;

export function readSavedPage(html: string, around: Circumstances): Entry[] {
  const found: Entry[][] = [];
  let puzzle: Puzzle = "no_listings";
  for (const block of dataBlocks(html)) {
    const data = parsed(block.text);
    if (data === undefined) puzzle = "broken_json";
    else if (block.linked) found.push(readJsonLd(data, around));
    else found.push(readAnswer(data, around).filter((entry) => !("puzzle" in entry)));
  }
  const own = findListingLink(ADDRESS.exec(html.slice(0, HEAD_CHARS))?.[1] ?? "");
  const entries = found.flat().map((entry) => addressed(entry, own));
  return entries.length > 0 ? entries : [{ puzzle }];
}

/** The data of an item's own page may leave out its address: the page itself tells it. */
function addressed(entry: Entry, own: ListingLink | null): Entry {
  if (!own || "puzzle" in entry || entry.link !== undefined) return entry;
  return { ...entry, id: own.id, link: own.url, country: own.site };
}

function parsed(text: string): unknown {
  if (isTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Block {
  readonly text: string;
  /** JSON-LD; else the plain JSON that a page carries for its own scripts. */
  readonly linked: boolean;
}

/** By searching from mark to mark: a pattern over a page of megabytes could be made to run for hours. */
function* dataBlocks(html: string): Generator<Block> {
  // Only ASCII changes case here, so that places stay where they are.
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  let at = 0;
  for (let blocks = 0; blocks < BLOCKS_MAX;) {
    const open = lower.indexOf("<script", at);
    const from = open < 0 ? -1 : lower.indexOf(">", open) + 1;
    if (open < 0 || from === 0) return;
    const to = lower.indexOf("</script", from);
    if (to < 0) return;
    at = to;
    const tag = lower.slice(open, from);
    const linked = tag.includes("application/ld+json");
    if (!linked && !tag.includes("application/json")) continue;
    blocks += 1;
    yield { text: html.slice(from, to), linked };
  }
}
