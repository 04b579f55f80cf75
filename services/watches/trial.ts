/** What a watch would have found, had it been there already. */
import type { Observation } from "../market/mod.ts";
import { matcherOf } from "./matches.ts";
import type { Criteria } from "./watch.ts";

const BEST_COUNT = 5;

/** A listing that the house knows. */
export interface AtHand {
  readonly observation: Observation;
  /** It can no longer be bought. */
  readonly gone?: unknown;
}

export interface Trial {
  /** How many listings are at hand, without those that are gone. */
  readonly looked: number;
  readonly found: number;
  /** The cheapest of them. */
  readonly best: readonly Observation[];
}

export async function tryOut(
  criteria: Criteria,
  atHand: AsyncIterable<AtHand>,
): Promise<Trial> {
  const isWanted = matcherOf(criteria);
  const found: Observation[] = [];
  let looked = 0;
  for await (const { observation, gone } of atHand) {
    if (gone) continue;
    looked += 1;
    if (isWanted(observation)) found.push(observation);
  }
  const cheapest = found.toSorted((a, b) => a.price.cents - b.price.cents);
  return { looked, found: found.length, best: cheapest.slice(0, BEST_COUNT) };
}
