/** Which of the marketplace's three parcels an item probably needs. A suggestion: the seller packs it. */
import type { Facts } from "../taxonomy/facts.ts";
import { category } from "../taxonomy/mod.ts";

export const PARCEL_SIZES = ["small", "medium", "large"] as const;
export type ParcelSize = (typeof PARCEL_SIZES)[number];

/** Words of category keys; small is what fits in a large envelope, medium in a shoe box. */
const LARGE = ["coats.long", "suitcases", "luggage"];
const MEDIUM = [
  "shoes",
  "boots",
  "sneakers",
  "bags",
  "coats",
  "jackets",
  "outerwear",
  "blazers",
  "suits",
  "hoodies",
  "sweatshirts",
  "knitwear",
  "jumpers",
  "jeans",
];

export function parcelSize(facts: Facts): ParcelSize | null {
  const key = category(facts.category?.value ?? "")?.key;
  if (!key) return null;
  if (LARGE.some((word) => key.includes(word))) return "large";
  return MEDIUM.some((word) => key.includes(word)) ? "medium" : "small";
}
