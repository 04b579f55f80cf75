/** Estimates the price of an item from the evidence, at home and in other countries. */
import { subjectOf } from "./own_sales.ts";
import { pricesOf } from "./price_history.ts";
import type { Inventory } from "../services/inventory/mod.ts";
import {
  type Evidence,
  mirror,
  type MirrorNeeds,
  type Pricing,
  type Rates,
} from "../services/market/mod.ts";
import { CONNECTED_WITH_ITALY, DEFAULT_SITE } from "../services/marketplace/mod.ts";

interface PricingNeeds {
  readonly inventory: Inventory;
  readonly evidence: Evidence;
  readonly rates: Rates;
}

export function createPricing({ inventory, evidence, rates }: PricingNeeds): Pricing {
  return {
    appraise: async (item) => evidence.appraise(subjectOf(item), await evidence.struckOut(item.id)),
    pricesOf: (item) => pricesOf(inventory, item),
    async abroad(item) {
      const { byCountry } = evidence.summary();
      const seen = (country: string) => byCountry[country] ?? 0;
      const countries = CONNECTED_WITH_ITALY.filter((country) => seen(country) > 0);
      if (!countries.some((country) => country !== DEFAULT_SITE)) return [];
      const out = await evidence.struckOut(item.id);
      const needs: MirrorNeeds = {
        appraise: (subject) => evidence.appraise(subject, out),
        seen,
        rates,
      };
      return mirror(subjectOf(item), { home: DEFAULT_SITE, countries }, needs);
    },
  };
}
