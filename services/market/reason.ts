/** Why a listing stands behind a price, in one word. */
import { sharedWords, type Weighed } from "./engine/likeness.ts";
import type { Found } from "./engine/nearest.ts";
import type { Reason } from "./suggestion.ts";

/** From here on two titles speak of the same. */
const SAME_WORDS = 0.4;

export function reasonOf(asked: Weighed, { weighed, evidence }: Found): Reason {
  const words = sharedWords(asked, weighed) >= SAME_WORDS;
  const brand = asked.brand !== "" && asked.brand === weighed.brand;
  if (evidence.observation.mode === "own") return "own_sale";
  if (weighed.sold && (words || brand)) return "sold_alike";
  if (brand) return words ? "same_brand_and_words" : "same_brand";
  if (words) return "similar_words";
  return asked.category === weighed.category ? "same_category" : "alike";
}
