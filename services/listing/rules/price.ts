import type { Rule } from "../finding.ts";
import { PRICE_CENTS_MAX, PRICE_CENTS_MIN } from "../limits.ts";

/** Factors of the comparables' price range beyond which a price is questioned. */
const FAR_ABOVE = 1.5;
const FAR_BELOW = 0.5;
const CENTS = 100;

export const priceLimits: Rule = (_, { price }) => {
  if (!price || (price.cents >= PRICE_CENTS_MIN && price.cents <= PRICE_CENTS_MAX)) return [];
  return [{
    rule: "price_limits",
    severity: "error",
    at: "price",
    key: "listing.lint_price_limits",
    params: { min: PRICE_CENTS_MIN / CENTS, max: PRICE_CENTS_MAX / CENTS },
  }];
};

export const priceAgainstCost: Rule = (_, { price, cost }) => {
  if (!price || !cost || price.currency !== cost.currency || price.cents >= cost.cents) return [];
  return [{
    rule: "price_below_cost",
    severity: "warning",
    at: "price",
    key: "listing.lint_price_below_cost",
    params: { loss: (cost.cents - price.cents) / CENTS, currency: cost.currency },
  }];
};

export const priceAgainstEvidence: Rule = (_, { price, evidence }) => {
  if (!price || !evidence || price.currency !== evidence.low.currency) return [];
  const high = price.cents > evidence.high.cents * FAR_ABOVE;
  if (!high && price.cents >= evidence.low.cents * FAR_BELOW) return [];
  const rule = high ? "price_high" : "price_low";
  return [{
    rule,
    severity: "warning",
    at: "price",
    key: `listing.lint_${rule}`,
    params: {
      low: evidence.low.cents / CENTS,
      high: evidence.high.cents / CENTS,
      currency: price.currency,
    },
  }];
};
