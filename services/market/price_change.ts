/** When a price that stands is worth changing: a change below what the market itself sways by is only unrest. */
import type { Money } from "../base/money.ts";

/** Cheap things sway more. Amounts in cents of the price's own currency, which is the seller's. */
const WORTH = [
  { belowCents: 10_00, share: 0.2 },
  { belowCents: 50_00 + 1, share: 0.15 },
  { belowCents: Infinity, share: 0.1 },
] as const;

/** Beyond this share of a price a change is worth its while. */
export const worthChanging = ({ cents }: Money): number =>
  WORTH.find(({ belowCents }) => cents < belowCents)!.share;

/**
 * By which share of itself a price should change to be the fair one: -0.25 is a quarter down.
 * Null where it may stay, and between two currencies.
 */
export function priceChange(price: Money, fair: Money): number | null {
  if (price.currency !== fair.currency || price.cents <= 0) return null;
  const share = (fair.cents - price.cents) / price.cents;
  return Math.abs(share) > worthChanging(price) ? share : null;
}
