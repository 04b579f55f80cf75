/** What the seller copies into the marketplace's form, in the form's order. */
import type { FactValue } from "../taxonomy/facts.ts";
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
import { withHashtags } from "./hashtags.ts";
import { type ParcelSize, parcelSize } from "./parcel.ts";
import { localSize } from "./sizes.ts";
import { brandOf, isForKids } from "./words.ts";

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
  /** Empty where it is not known. */
  readonly fields: Readonly<Record<CopyFieldName, string>>;
  /** Chosen from three in the form, so there is nothing to copy. */
  readonly parcel: ParcelSize | null;
}

const CENTS = 100;
const MATERIALS_IN_FORM_MAX = 3;

/** The sheet of an item, in the words of the marketplace in that language. */
export function copySheet(item: Item, text: ListingText, language: Language): CopySheet {
  const { price } = item;
  const facts = publishedFacts(item.facts);
  return {
    fields: {
      title: text.title,
      description: withHashtags(text.description, text.hashtags),
      category: categoryPath(facts.category?.value, language),
      brand: brandOf(facts),
      size: localSize(publishedSize(facts), language, isForKids(facts)),
      condition: CONDITIONS.find(({ id }) => id === facts.condition?.value)?.labels[language] ?? "",
      colours: colourNames(facts.colours?.value ?? [], language),
      material: materialNames(facts.material?.value ?? [], language),
      price: price ? priceText(price.cents, language) : "",
    },
    parcel: parcelSize(facts),
  };
}

/** "Donna › Giacche e cappotti › Blazer", as one taps through the form. */
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

/** The form has a list of its own, in which a maker's name for a fibre is not found. */
function materialNames(fibres: FactValue<"material">, language: Language): string {
  return mainFibres(fibres).slice(0, MATERIALS_IN_FORM_MAX)
    .flatMap(({ fibre }) => material(fibre)?.labels[language] ?? [])
    .join(", ");
}

/** The form takes the number alone. */
function priceText(cents: number, language: Language): string {
  const text = (cents / CENTS).toFixed(2);
  return language === "en" ? text : text.replace(".", ",");
}
