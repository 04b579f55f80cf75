/** Which items on sale look like this one. */
import { fold } from "../base/text.ts";
import type { Facts } from "../taxonomy/facts.ts";
import type { Twin } from "./finding.ts";

export interface Lookalike {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly facts: Pick<Facts, "category" | "brand" | "sizeLabel" | "size" | "colours">;
}

/** Share of common words from which two titles say the same. */
const SAME_TITLE = 0.8;
/** With the same category, brand, size and colour a looser likeness is enough. */
const LIKE_TITLE = 0.5;

/**
 * The others that look like the same thing listed twice.
 *
 * @param sharesPhoto has the other item, named by its id, a photo of this one?
 */
export function twinsOf(
  item: Lookalike,
  others: readonly Lookalike[],
  sharesPhoto: (otherId: string) => boolean,
): Twin[] {
  return others
    .filter(({ id }) => id !== item.id)
    .filter((other) => sharesPhoto(other.id) || alike(item, other))
    .map(({ number, title }) => ({ number, title }));
}

function alike(item: Lookalike, other: Lookalike): boolean {
  const likeness = overlap(wordsOf(item.title), wordsOf(other.title));
  if (!agreeing(item.facts, other.facts)) return false;
  return likeness >= (sameFacts(item.facts, other.facts) ? LIKE_TITLE : SAME_TITLE);
}

type Marks = Lookalike["facts"];
const MARKS = ["category", "brand", "sizeLabel", "size", "colours"] as const;

const same = (a: Marks, b: Marks, name: (typeof MARKS)[number]) =>
  JSON.stringify(a[name]?.value).toLowerCase() === JSON.stringify(b[name]?.value).toLowerCase();

/** Nothing that is known of both differs: a shirt in M is not its twin in L. */
function agreeing(a: Marks, b: Marks): boolean {
  return MARKS.every((name) => !a[name] || !b[name] || same(a, b, name));
}

/** The brand and most of the rest are known of both, and equal. */
function sameFacts(a: Marks, b: Marks): boolean {
  const known = MARKS.filter((name) => a[name] && b[name]);
  return known.includes("brand") && known.length >= 3;
}

function wordsOf(title: string): Set<string> {
  return new Set(fold(title).match(/[\p{L}\p{N}]+/gu));
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const all = a.union(b).size;
  return all === 0 ? 0 : a.intersection(b).size / all;
}
