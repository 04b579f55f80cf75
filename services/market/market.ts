/** The evidence at hand and the prices it speaks for. In memory, synchronous, the same answer every time. */
import { nearest } from "./engine/nearest.ts";
import { profileOf } from "./engine/profile.ts";
import { Shelf } from "./engine/shelf.ts";
import { estimate } from "./estimate.ts";
import type { Observation, Subject } from "./observation.ts";
import type { Answer } from "./suggestion.ts";

export interface SuggestOptions {
  /** Milliseconds since 1970: old evidence counts less. */
  readonly now: number;
  /** Ids of rows that the seller struck out: as if they had never been seen. */
  readonly struckOut?: ReadonlySet<string>;
}

export interface Market {
  /** The same listing again replaces what was known of it; promoted ones are passed over. */
  add(observation: Observation): void;
  remove(id: string): void;
  readonly size: number;
  suggest(subject: Subject, options: SuggestOptions): Answer;
}

const NONE: ReadonlySet<string> = new Set();

export function createMarket(observations: Iterable<Observation> = []): Market {
  /** By currency: a price is never converted to be compared. */
  const shelves = new Map<string, Shelf>();
  const market: Market = {
    add(observation) {
      const { currency } = observation.price;
      const shelf = shelves.get(currency) ?? new Shelf();
      shelves.set(currency, shelf);
      shelf.add(observation);
    },
    remove: (id) => shelves.forEach((shelf) => shelf.remove(id)),
    get size() {
      return shelves.values().reduce((sum, shelf) => sum + shelf.size, 0);
    },
    suggest(subject, { now, struckOut = NONE }) {
      const profile = profileOf(subject);
      const shelf = shelves.get(subject.currency) ?? new Shelf();
      const near = nearest(shelf, profile, { now, struckOut });
      return estimate(near, subject.currency, now);
    },
  };
  for (const observation of observations) market.add(observation);
  return market;
}
