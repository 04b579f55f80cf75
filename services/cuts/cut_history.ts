/** Finds the cuts in a price history and their effect on favourites. */
import type { Money } from "../base/money.ts";
import type { FavouriteCount } from "./plan.ts";

export interface PricePoint {
  readonly at: number;
  readonly price: Money;
}

interface Cut {
  readonly at: number;
  readonly from: Money;
  readonly to: Money;
  /** Favourites before the cut, and after it up to the next cut; absent when not recorded. */
  readonly before?: number;
  readonly after?: number;
}

/**
 * @param prices from oldest to newest
 * @returns the cuts since that moment, from oldest to newest
 */
export function cutsSince(
  since: number,
  prices: readonly PricePoint[],
  marks: readonly FavouriteCount[],
): Cut[] {
  const cuts = prices.slice(1).map(({ at, price }, i) => ({
    at,
    from: prices[i]!.price,
    to: price,
  }))
    .filter(({ at, from, to }) =>
      at >= since && from.currency === to.currency && to.cents < from.cents
    );
  return cuts.map((cut, i) => {
    const next = cuts[i + 1]?.at ?? Infinity;
    const before = marks.findLast(({ at }) => at <= cut.at)?.count;
    const after = marks.findLast(({ at }) => at > cut.at && at <= next)?.count;
    return {
      ...cut,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    };
  });
}

/**
 * Whether the last `stopAfter` cuts brought no new favourite. Cuts without recorded favourites do not count as
 * ineffective. The latest cut is left out until favourites are recorded after it.
 */
export function areIneffective(cuts: readonly Cut[], stopAfter: number): boolean {
  const judged = cuts.at(-1)?.after === undefined ? cuts.slice(0, -1) : cuts;
  const latest = judged.slice(-stopAfter);
  return latest.length === stopAfter &&
    latest.every(({ before, after }) =>
      before !== undefined && after !== undefined && after <= before
    );
}
