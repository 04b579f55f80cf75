/** Middle values and shares of lists of numbers. */
export const rising = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);

export function median(values: Iterable<number>): number {
  const sorted = rising(values);
  const half = sorted.length / 2;
  return sorted.length === 0
    ? Number.NaN
    : (sorted[Math.floor(half - 0.5)]! + sorted[Math.floor(half)]!) / 2;
}

/** The smallest value that at least this share of so many values, and one more unseen, stay below. */
export function coveringQuantile(values: Iterable<number>, share: number): number {
  const sorted = rising(values);
  const rank = Math.ceil(share * (sorted.length + 1)) - 1;
  return sorted[Math.min(Math.max(rank, 0), sorted.length - 1)] ?? Number.NaN;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
