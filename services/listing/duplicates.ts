/** Finds items on sale that look like the same item listed twice. */
import { fold } from "../base/text.ts";
import type { Facts } from "../taxonomy/facts.ts";
import type { DuplicateItem } from "./finding.ts";

export interface DuplicateCandidate {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly facts: Pick<Facts, "category" | "brand" | "sizeLabel" | "size" | "colours">;
}

/** Share of common words from which two titles are considered equal. */
const SAME_TITLE = 0.8;
/** The share that suffices when brand and most other facts are equal too. */
const LIKE_TITLE = 0.5;

/**
 * Returns the other items that are probably the same item listed twice.
 * @param sharesPhoto tells whether the other item has a photo of this item
 */
export function findDuplicates(
  item: DuplicateCandidate,
  others: readonly DuplicateCandidate[],
  sharesPhoto: (otherId: string) => boolean,
): DuplicateItem[] {
  return others
    .filter(({ id }) => id !== item.id)
    .filter((other) => sharesPhoto(other.id) || isDuplicate(item, other))
    .map(({ number, title }) => ({ number, title }));
}

function isDuplicate(item: DuplicateCandidate, other: DuplicateCandidate): boolean {
  const likeness = wordOverlap(splitWords(item.title), splitWords(other.title));
  if (!hasNoConflict(item.facts, other.facts)) return false;
  return likeness >= (hasSameFacts(item.facts, other.facts) ? LIKE_TITLE : SAME_TITLE);
}

type ComparedFacts = DuplicateCandidate["facts"];
const COMPARED_FACTS = ["category", "brand", "sizeLabel", "size", "colours"] as const;

const isSameFact = (a: ComparedFacts, b: ComparedFacts, name: (typeof COMPARED_FACTS)[number]) =>
  JSON.stringify(a[name]?.value).toLowerCase() === JSON.stringify(b[name]?.value).toLowerCase();

/** No fact known of both differs: a shirt in M is not a duplicate of the same shirt in L. */
function hasNoConflict(a: ComparedFacts, b: ComparedFacts): boolean {
  return COMPARED_FACTS.every((name) => !a[name] || !b[name] || isSameFact(a, b, name));
}

/** The brand and at least two other facts are known of both, and all known facts are equal. */
function hasSameFacts(a: ComparedFacts, b: ComparedFacts): boolean {
  const known = COMPARED_FACTS.filter((name) => a[name] && b[name]);
  return known.includes("brand") && known.length >= 3;
}

function splitWords(title: string): Set<string> {
  return new Set(fold(title).match(/[\p{L}\p{N}]+/gu));
}

function wordOverlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const all = a.union(b).size;
  return all === 0 ? 0 : a.intersection(b).size / all;
}
