/** The evidence at hand and the prices it speaks for. In memory, synchronous, the same answer every time. */
import { nearest } from "./engine/nearest.ts";
import { profileOfSubject } from "./engine/profile.ts";
import { Shelf } from "./engine/shelf.ts";
import { estimate } from "./estimate.ts";
import { keyOf, type Observation, type Subject } from "./observation.ts";
import type { Answer } from "./suggestion.ts";

export interface SuggestOptions {
  /** Milliseconds since 1970: old evidence counts less. */
  readonly now: number;
  /** Keys of rows that the seller struck out: as if they had never been seen. */
  readonly struckOut?: ReadonlySet<string>;
}

export interface Market {
  /** The same listing again replaces what was known of it; promoted ones are passed over. */
  add(observation: Observation): void;
  remove(key: string): void;
  /** How many can stand behind a price: the same thing put up twice counts once. */
  readonly size: number;
  get(key: string): Observation | undefined;
  /** All that is known, in no order that matters. */
  all(): Generator<Observation>;
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
      for (const other of shelves.values()) if (other !== shelf) other.remove(keyOf(observation));
      shelf.add(observation);
    },
    remove: (key) => shelves.forEach((shelf) => shelf.remove(key)),
    get(key) {
      for (const shelf of shelves.values()) {
        const known = shelf.get(key);
        if (known) return known;
      }
    },
    *all() {
      for (const shelf of shelves.values()) yield* shelf.all();
    },
    get size() {
      return shelves.values().reduce((sum, shelf) => sum + shelf.size, 0);
    },
    suggest(subject, { now, struckOut = NONE }) {
      const profile = profileOfSubject(subject);
      const shelf = shelves.get(subject.currency) ?? new Shelf();
      const without = new Set([...struckOut, ...subject.itself ?? []]);
      const country = subject.countryAlone && subject.country;
      const near = nearest(shelf, profile, { now, without, country });
      return estimate(near, subject.currency, now);
    },
  };
  for (const observation of observations) market.add(observation);
  return market;
}
