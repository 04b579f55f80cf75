/** Sharing what a lot cost among its items, to the cent. */

/**
 * Shares in the order of `weights`, whose sum is exactly `cents` and each of which is less than a cent away
 * from its part. Without any weight above zero: evenly.
 */
export function splitCost(cents: number, weights: readonly number[]): number[] {
  const usable = weights.map((weight) => Number.isFinite(weight) && weight > 0 ? weight : 0);
  const largest = usable.reduce((most, weight) => Math.max(most, weight), 0);
  // A sum of huge weights must not become infinite; by a power of two the division loses nothing.
  const scale = 2 ** Math.floor(Math.log2(largest));
  const parts = largest > 0 ? usable.map((weight) => weight / scale) : weights.map(() => 1);
  const total = parts.reduce((sum, part) => sum + part, 0);
  let sum = 0;
  let given = 0;
  // Rounding the running sum instead of each part is what makes the shares add up.
  return parts.map((part) => {
    sum += part;
    // Multiplied before it is divided: what comes out even must not end a hair below.
    const share = (sum === total ? cents : Math.floor(cents * sum / total)) - given;
    given += share;
    return share;
  });
}
