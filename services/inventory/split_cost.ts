/** Sharing what a lot cost among its items, to the cent. */

/**
 * Shares in the order of `weights`, whose sum is exactly `cents` and each of which is less than a cent away
 * from its part. Without any weight above zero: evenly.
 */
export function splitCost(cents: number, weights: readonly number[]): number[] {
  const usable = weights.map((weight) => Number.isFinite(weight) && weight > 0 ? weight : 0);
  // Divided by the largest first: a sum of huge weights must not become infinite.
  const largest = usable.reduce((most, weight) => Math.max(most, weight), 0);
  const parts = largest > 0 ? usable.map((weight) => weight / largest) : weights.map(() => 1);
  const total = parts.reduce((sum, part) => sum + part, 0);
  let sum = 0;
  let given = 0;
  // Rounding the running sum instead of each part is what makes the shares add up.
  return parts.map((part) => {
    sum += part;
    const share = Math.floor(cents * (sum / total)) - given;
    given += share;
    return share;
  });
}
