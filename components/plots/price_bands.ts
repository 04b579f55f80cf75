/** Counts prices by band, as a table that says the same as the price tape. */

interface Priced {
  readonly price: number;
  readonly kind: "asking" | "sold";
}

interface PriceBand {
  /** From this price; 0 for the first band. */
  readonly from: number;
  /** Below this price; null for the last band. */
  readonly to: number | null;
  readonly asking: number;
  readonly sold: number;
}

/** Leaves out empty bands at either end and keeps those between others. */
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
