/** Shows what a watch would find among the market listings that are already captured. */
import type { Observation } from "../market/mod.ts";
import { createMatcher } from "./matcher.ts";
import type { Criteria } from "./watch.ts";

const BEST_COUNT = 5;

/** A captured market listing. */
export interface KnownListing {
  readonly observation: Observation;
  /** Set when it can no longer be bought. */
  readonly gone?: unknown;
}

export interface Trial {
  /** The count of captured listings, without those that are gone. */
  readonly looked: number;
  readonly found: number;
  /** The cheapest matches. */
  readonly best: readonly Observation[];
}

export async function runTrial(
  criteria: Criteria,
  knownListings: AsyncIterable<KnownListing>,
): Promise<Trial> {
  const isWanted = createMatcher(criteria);
  const found: Observation[] = [];
  let looked = 0;
  for await (const { observation, gone } of knownListings) {
    if (gone) continue;
    looked += 1;
    if (isWanted(observation)) found.push(observation);
  }
  const cheapest = found.toSorted((a, b) => a.price.cents - b.price.cents);
  return { looked, found: found.length, best: cheapest.slice(0, BEST_COUNT) };
}
