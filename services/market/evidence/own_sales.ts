/** What was sold in this house: read from where it is written, so that it is never there twice. */
import type { Observation } from "../observation.ts";
import { firstSighting } from "./sighted.ts";
import type { Sighting } from "./sighting.ts";

/** The house's own history, of which this room knows only the prices. */
export interface OwnSales {
  /** As they are now; each has the id of its item. */
  all(): AsyncIterable<Observation>;
  /** Tells of each item that changed what it was sold for; null: it was not, or not any more. */
  follow(hear: (itemId: string, sale: Observation | null) => void): () => void;
}

export const NO_SALES: OwnSales = {
  async *all() {},
  follow: () => () => {},
};

/** On offer from the day it was listed to the day it was sold: the only ones of which both are known. */
export const saleSighting = (sale: Observation): Sighting => ({
  ...firstSighting(sale),
  firstSeen: Math.min(sale.listedAt ?? sale.seenAt, sale.seenAt),
});
