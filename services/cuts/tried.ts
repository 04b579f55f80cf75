/** What the cuts of a price did to its favourites. */
import type { Money } from "../base/money.ts";
import type { Mark } from "./plan.ts";

export interface PricePoint {
  readonly at: number;
  readonly price: Money;
}

export interface Cut {
  readonly at: number;
  readonly from: Money;
  readonly to: Money;
  /** Favourites before and after, up to the next cut; absent where nobody wrote them down. */
  readonly before?: number;
  readonly after?: number;
}

/**
 * @param prices the oldest first
 * @returns the cuts since that moment, the oldest first
 */
export function cutsSince(
  since: number,
  prices: readonly PricePoint[],
  marks: readonly Mark[],
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
 * Where favourites were not written down nobody knows, and it goes on. What the very latest cut did is not
 * known before somebody looks: until then those before it speak.
 */
export function triedInVain(cuts: readonly Cut[], stopAfter: number): boolean {
  const judged = cuts.at(-1)?.after === undefined ? cuts.slice(0, -1) : cuts;
  const latest = judged.slice(-stopAfter);
  return latest.length === stopAfter &&
    latest.every(({ before, after }) =>
      before !== undefined && after !== undefined && after <= before
    );
}
