/** How complete a listing is, and what to do next. */
import type { Facts } from "../taxonomy/facts.ts";
import { category, publishedFacts } from "../taxonomy/mod.ts";
import { PHOTOS_GOOD } from "./limits.ts";
import { listMissingMeasures, MEASURES_WANTED } from "./rules/measures.ts";

export interface CompletenessInput {
  readonly facts: Facts;
  readonly photoCount: number;
  readonly hasPrice: boolean;
}

interface Step {
  readonly name: string;
  readonly weight: number;
  /** Share of the step that is done, from 0 to 1. */
  readonly done: (item: CompletenessInput) => number;
}

const known = (value: unknown) => value === undefined ? 0 : 1;

/**
 * Steps in the order in which the seller should do them: those that sell most and cost least first.
 * The weights sum up to 100.
 */
const STEPS: readonly Step[] = [
  { name: "photos", weight: 20, done: ({ photoCount }) => Math.min(photoCount / PHOTOS_GOOD, 1) },
  { name: "category", weight: 14, done: ({ facts }) => known(facts.category) },
  { name: "brand", weight: 10, done: ({ facts }) => known(facts.brand) },
  { name: "size", weight: 14, done: shareOfSize },
  { name: "condition", weight: 12, done: ({ facts }) => known(facts.condition) },
  { name: "measures", weight: 10, done: shareOfMeasures },
  { name: "price", weight: 8, done: ({ hasPrice }) => (hasPrice ? 1 : 0) },
  { name: "colours", weight: 5, done: ({ facts }) => known(facts.colours) },
  // A material read in part counts as unknown, so that the seller is asked for the rest.
  { name: "material", weight: 4, done: ({ facts }) => known(publishedFacts(facts).material) },
  { name: "flaws", weight: 3, done: ({ facts }) => known(facts.flaws) },
];
/** Sum of all weights. */
export const SCORE_MAX = 100;
export const STEP_WEIGHTS: Readonly<Record<string, number>> = Object.fromEntries(
  STEPS.map(({ name, weight }) => [name, weight]),
);

export interface Completeness {
  /** 0 to 100. */
  readonly score: number;
  /**
   * Next steps in order, as keys such as `listing.step_size`. `count` is the number of missing
   * measures or photos.
   */
  readonly missing: readonly { readonly key: string; readonly count: number }[];
}

/** Rates an item and lists its next steps. */
export function rateCompleteness(item: CompletenessInput): Completeness {
  const score = STEPS.reduce((sum, { weight, done }) => sum + weight * done(item), 0);
  const missing = STEPS.filter(({ done }) => done(item) < 1)
    .map(({ name }) => ({ key: `listing.step_${name}`, count: countMissing(name, item) }))
    // No measures are asked for until the category is known.
    .filter(({ count }) => count > 0);
  return { score: Math.floor(score), missing };
}

function countMissing(name: string, item: CompletenessInput): number {
  if (name === "photos") return PHOTOS_GOOD - item.photoCount;
  return name === "measures" ? listMissingMeasures(item).length : 1;
}

/**
 * Categories without sizes, such as bags, count as done. Without a category the size must be known.
 */
function shareOfSize({ facts }: CompletenessInput): number {
  const found = category(facts.category?.value ?? "");
  if (found && found.sizeGroup === undefined) return 1;
  return known(facts.size ?? publishedFacts(facts).sizeLabel);
}

function shareOfMeasures(item: CompletenessInput): number {
  const wanted = category(item.facts.category?.value ?? "")?.measures.slice(0, MEASURES_WANTED);
  if (!wanted) return 0;
  return wanted.length === 0 ? 1 : 1 - listMissingMeasures(item).length / wanted.length;
}
