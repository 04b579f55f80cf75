/** How many stand between which prices: the tape of prices, to be read. */

interface Priced {
  readonly price: number;
  readonly kind: "asking" | "sold";
}

export interface PriceBand {
  /** From this price; 0 for the first band. */
  readonly from: number;
  /** Below this price; null for the last band. */
  readonly to: number | null;
  readonly asking: number;
  readonly sold: number;
}

/** Bands without any at either end are left out; those between others stay, empty as they are. */
export function priceBands(marks: readonly Priced[], edges: readonly number[]): PriceBand[] {
  const bands = [0, ...edges].map((from, at): PriceBand => {
    const to = edges[at] ?? null;
    const inside = marks.filter(({ price }) => price >= from && (to === null || price < to));
    const sold = inside.filter(({ kind }) => kind === "sold").length;
    return { from, to, sold, asking: inside.length - sold };
  });
  const isFull = ({ asking, sold }: PriceBand) => asking + sold > 0;
  return bands.slice(bands.findIndex(isFull), bands.findLastIndex(isFull) + 1);
}
