/** The marketplace search for one item. */
import type { Item } from "../../services/inventory/mod.ts";
import {
  DEFAULT_SITE,
  type MarketSearch,
  MarketSearchSchema,
} from "../../services/marketplace/mod.ts";
import { category } from "../../services/taxonomy/mod.ts";

/** Null where too little is known of it: the answer would be about anything. */
export function lookupOf({ facts }: Item): MarketSearch | null {
  const { brand, model } = facts;
  const catalogId = facts.category && category(facts.category.value)?.vintedId;
  const text = [brand?.value, model?.value].filter(Boolean).join(" ");
  if (text === "") return null;
  return MarketSearchSchema.parse({
    site: DEFAULT_SITE,
    text,
    ...(catalogId !== undefined && { catalogIds: [catalogId] }),
  });
}
