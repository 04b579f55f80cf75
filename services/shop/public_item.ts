/** The public view of an item, built from named fields, so that new fields of items stay private. */
import type { FactName, Facts, State } from "../inventory/mod.ts";
import { category, publishedFacts, publishedSize } from "../taxonomy/mod.ts";
import type { Language, Money, PublicPhoto, SourceItem } from "./item_source.ts";
import { slugOf } from "../base/text.ts";

/** Only these may stand in the shop; whatever comes after a reservation is another's. */
const SHOWABLE: readonly State[] = ["listed", "ready"];

/** In the order in which a buyer asks. */
export const PUBLIC_FACTS = [
  "category",
  "brand",
  "model",
  "sizeLabel",
  "size",
  "condition",
  "flaws",
  "colours",
  "pattern",
  "material",
  "measures",
  "care",
  "articleNumber",
  "details",
] as const satisfies readonly FactName[];

export interface PublicItem {
  readonly itemId: string;
  readonly number: number;
  readonly names: Readonly<Record<Language, string | null>>;
  /** "12-blazer-mango-beige": its page's name. */
  readonly slug: string;
  /** Values alone: whose word it was, how sure and when is not told. */
  readonly facts: Facts;
  /** A key of the categories. */
  readonly kind?: string;
  readonly size?: { readonly slug: string; readonly label: string };
  readonly price?: Money;
  /** Its page on the marketplace. */
  readonly buyUrl?: string;
  readonly photos: readonly PublicPhoto[];
  /** Since when it has been on sale, or was chosen: the newest stands first. */
  readonly since: number;
}

/** Why an item cannot be shown in whatever state it is; a sample is none of the seller's own. */
const OBSTACLES = ["sample", "no_price", "no_category"] as const;
export type Obstacle = (typeof OBSTACLES)[number];

/** What keeps an item of the seller's own out of the shop: nobody buys what has no price, or is of no kind. */
export function listObstacles(
  { price, facts }: Pick<SourceItem["item"], "price" | "facts">,
): Obstacle[] {
  const obstacles: Obstacle[] = [];
  if (!price || price.cents <= 0) obstacles.push("no_price");
  if (!category(publishedFacts(facts).category?.value ?? "")) obstacles.push("no_category");
  return obstacles;
}

export function canBePublic(item: SourceItem["item"]): boolean {
  const { state, trashedAt } = item;
  return SHOWABLE.includes(state) && trashedAt === undefined && listObstacles(item).length === 0;
}

/** `null` for what must not be shown. */
export function toPublicItem(
  { item, names, photos }: SourceItem,
  chosenAt: number,
): PublicItem | null {
  if (!canBePublic(item)) return null;
  const { id, number, price, listingUrl, listedAt } = item;
  const facts = publishedFacts(item.facts);
  const kind = facts.category && category(facts.category.value)?.key;
  const label = publishedSize(facts);
  const size = label && slugOf(label) ? { slug: slugOf(label), label } : undefined;
  return {
    itemId: id,
    number,
    names,
    slug: [String(number), slugOf(names.it ?? "")].filter(Boolean).join("-"),
    facts: valuesOf(facts),
    ...(kind && { kind }),
    ...(size && { size }),
    ...(price && { price }),
    ...(listingUrl && item.state === "listed" && { buyUrl: listingUrl }),
    photos,
    since: listedAt ?? chosenAt,
  };
}

function valuesOf(facts: Facts): Facts {
  const told = PUBLIC_FACTS.filter((name) => facts[name] !== undefined)
    .map((name) => [name, { value: facts[name]!.value, source: "seller", confidence: 1, at: 0 }]);
  return Object.fromEntries(told);
}
