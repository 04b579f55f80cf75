/** The texts that the seller copies into the marketplace's form, in the form's order. */
import type { Facts, FactValue } from "../taxonomy/facts.ts";
import type { Item } from "../inventory/item.ts";
import {
  categories,
  category,
  COLOURS,
  CONDITIONS,
  type Language,
  mainFibres,
  material,
  publishedFacts,
  publishedSize,
} from "../taxonomy/mod.ts";
import type { ListingText } from "./finding.ts";
import { appendHashtags } from "./hashtags.ts";
import { localiseSize } from "./size_text.ts";
import { isForKids, publishedBrand } from "./words.ts";

export const COPY_FIELDS = [
  "title",
  "description",
  "category",
  "brand",
  "size",
  "condition",
  "colours",
  "material",
  "price",
] as const;
export type CopyFieldName = (typeof COPY_FIELDS)[number];

export interface CopySheet {
  /** Empty where unknown. */
  readonly fields: Readonly<Record<CopyFieldName, string>>;
  /** The form offers three sizes to choose from, so there is no text to copy. */
  readonly parcel: ParcelSize | null;
}

const CENTS = 100;
const MATERIALS_IN_FORM_MAX = 3;

/** Builds the sheet of an item with the marketplace's own terms in that language. */
export function copySheet(item: Item, text: ListingText, language: Language): CopySheet {
  const { price } = item;
  const facts = publishedFacts(item.facts);
  return {
    fields: {
      title: text.title,
      description: appendHashtags(text.description, text.hashtags),
      category: categoryPath(facts.category?.value, language),
      brand: publishedBrand(facts),
      size: localiseSize(publishedSize(facts), language, isForKids(facts)),
      condition: CONDITIONS.find(({ id }) => id === facts.condition?.value)?.labels[language] ?? "",
      colours: colourNames(facts.colours?.value ?? [], language),
      material: materialNames(facts.material?.value ?? [], language),
      price: price ? priceText(price.cents, language) : "",
    },
    parcel: parcelSize(facts),
  };
}

/** The path through the form, such as "Donna › Giacche e cappotti › Blazer". */
function categoryPath(key: string | undefined, language: Language): string {
  const path = [];
  for (
    let at = category(key ?? "");
    at;
    at = at.parent === null ? undefined : category(at.parent)
  ) {
    path.unshift(at.labels[language] ?? at.labels.en);
    if (path.length > categories().length) break;
  }
  return path.join(" › ");
}

function colourNames(ids: FactValue<"colours">, language: Language): string {
  return ids.flatMap((id) => COLOURS.find((colour) => colour.id === id)?.labels[language] ?? [])
    .join(", ");
}

/** The form offers only its own list of materials, so a fibre outside the list is left out. */
function materialNames(fibres: FactValue<"material">, language: Language): string {
  return mainFibres(fibres).slice(0, MATERIALS_IN_FORM_MAX)
    .flatMap(({ fibre }) => material(fibre)?.labels[language] ?? [])
    .join(", ");
}

/** The form takes the number without a currency sign. */
function priceText(cents: number, language: Language): string {
  const text = (cents / CENTS).toFixed(2);
  return language === "en" ? text : text.replace(".", ",");
}

export const PARCEL_SIZES = ["small", "medium", "large"] as const;
export type ParcelSize = (typeof PARCEL_SIZES)[number];

/** Words in category keys. A small parcel is a large envelope, a medium one a shoe box. */
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

/**
 * Suggests which of the marketplace's three parcels an item needs, by words in its category key.
 * Null without a category.
 */
export function parcelSize(facts: Facts): ParcelSize | null {
  const key = category(facts.category?.value ?? "")?.key;
  if (!key) return null;
  if (LARGE.some((word) => key.includes(word))) return "large";
  return MEDIUM.some((word) => key.includes(word)) ? "medium" : "small";
}
