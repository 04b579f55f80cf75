/** How complete a listing is, and what to do next. */
import type { Facts } from "../taxonomy/facts.ts";
import { category, publishedFacts } from "../taxonomy/mod.ts";
import { PHOTOS_GOOD } from "./limits.ts";
import { MEASURES_WANTED, measuresMissing } from "./rules/measures.ts";

export interface Inventoried {
  readonly facts: Facts;
  readonly photoCount: number;
  readonly hasPrice: boolean;
}

interface Step {
  readonly name: string;
  readonly weight: number;
  /** From 0, nothing of it, to 1, all. */
  readonly done: (item: Inventoried) => number;
}

const known = (value: unknown) => value === undefined ? 0 : 1;

/** In the order in which to do them: what sells most and costs least first. Weights sum up to 100. */
const STEPS: readonly Step[] = [
  { name: "photos", weight: 20, done: ({ photoCount }) => Math.min(photoCount / PHOTOS_GOOD, 1) },
  { name: "category", weight: 14, done: ({ facts }) => known(facts.category) },
  { name: "brand", weight: 10, done: ({ facts }) => known(facts.brand) },
  { name: "size", weight: 14, done: sizeDone },
  { name: "condition", weight: 12, done: ({ facts }) => known(facts.condition) },
  { name: "measures", weight: 10, done: measuresDone },
  { name: "price", weight: 8, done: ({ hasPrice }) => (hasPrice ? 1 : 0) },
  { name: "colours", weight: 5, done: ({ facts }) => known(facts.colours) },
  // Read in part counts as not known: the seller is asked for the rest.
  { name: "material", weight: 4, done: ({ facts }) => known(publishedFacts(facts).material) },
  { name: "flaws", weight: 3, done: ({ facts }) => known(facts.flaws) },
];
/** What the weights sum up to; a test holds them to it. */
export const SCORE_MAX = 100;
export const STEP_WEIGHTS: Readonly<Record<string, number>> = Object.fromEntries(
  STEPS.map(({ name, weight }) => [name, weight]),
);

export interface Completeness {
  /** 0 to 100. */
  readonly score: number;
  /** Next steps in order, as keys such as `listing.step_size`; `count` says how many measures or photos. */
  readonly missing: readonly { readonly key: string; readonly count: number }[];
}

/** Score and next steps of an item. */
export function completeness(item: Inventoried): Completeness {
  const score = STEPS.reduce((sum, { weight, done }) => sum + weight * done(item), 0);
  const missing = STEPS.filter(({ done }) => done(item) < 1)
    .map(({ name }) => ({ key: `listing.step_${name}`, count: countOf(name, item) }))
    // Which measures are wanted is known once the category is.
    .filter(({ count }) => count > 0);
  return { score: Math.floor(score), missing };
}

function countOf(name: string, item: Inventoried): number {
  if (name === "photos") return PHOTOS_GOOD - item.photoCount;
  return name === "measures" ? measuresMissing(item).length : 1;
}

/** A bag needs no size. Without a category nobody knows yet. */
function sizeDone({ facts }: Inventoried): number {
  const found = category(facts.category?.value ?? "");
  if (found && found.sizeGroup === undefined) return 1;
  return known(facts.size ?? publishedFacts(facts).sizeLabel);
}

function measuresDone(item: Inventoried): number {
  const wanted = category(item.facts.category?.value ?? "")?.measures.slice(0, MEASURES_WANTED);
  if (!wanted) return 0;
  return wanted.length === 0 ? 1 : 1 - measuresMissing(item).length / wanted.length;
}
