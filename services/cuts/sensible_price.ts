/** Prices as people write them: halves, whole euros, fives; finer only where nothing else fits. */

const STEPS = [
  { from: 100_00, cents: 5_00 },
  { from: 20_00, cents: 1_00 },
  { from: 0, cents: 50 },
] as const;
const FINER_STEPS = [10, 1] as const;

/** The lowest sensible price from `least` to `most`, both in cents and allowed themselves; null where `most` is less. */
export function sensiblePrice(least: number, most: number): number | null {
  const usual = STEPS.find(({ from }) => least >= from)?.cents ?? 1;
  return [usual, ...FINER_STEPS]
    .map((step) => Math.ceil(least / step) * step)
    .find((price) => price <= most) ?? null;
}
