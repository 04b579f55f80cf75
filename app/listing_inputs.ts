/** Gives the listing's linter what it compares an item with: own items on sale, their photos, and the market price. */
import {
  displayTitle,
  type Inventory,
  type Item,
  type ItemRow,
} from "../services/inventory/mod.ts";
import type { ListingNeeds } from "../services/listing/mod.ts";
import type { Evidence } from "../services/market/mod.ts";
import { subjectOf } from "./own_sales.ts";
import type { Photos } from "../services/photos/mod.ts";

/** Items with the same brand and category that the linter compares; more of them would not find more duplicates. */
const COMPARED_MAX = 200;

type Lookalike = Awaited<ReturnType<ListingNeeds["onSale"]>>[number];

/** @returns own items on sale of the same brand and category */
export function onSaleOf(inventory: Inventory, { facts }: Item): Lookalike[] {
  const { brand, category } = facts;
  if (!brand && !category) return [];
  const { rows } = inventory.find({
    states: ["listed", "reserved"],
    limit: COMPARED_MAX,
    ...(brand && { brands: [brand.value] }),
    ...(category && { category: category.value }),
  });
  return rows.map(lookalike);
}

function lookalike(row: ItemRow): Lookalike {
  const { id, number, category, brand, size, colours } = row;
  const seen = <V>(value: V | undefined) =>
    value === undefined ? undefined : { value, source: "seller" as const, confidence: 1, at: 0 };
  return {
    id,
    number,
    title: displayTitle(row, "it") ?? "",
    facts: {
      category: seen(category),
      brand: seen(brand),
      sizeLabel: seen(size),
      colours: seen(colours && [...colours]),
    },
  };
}

/** @returns the 80 % interval of the estimate; `null` without enough evidence */
export async function priceRange(evidence: Evidence, item: Item) {
  const answer = evidence.appraise(subjectOf(item), await evidence.struckOut(item.id));
  return answer.enough ? answer.interval80 : null;
}

/** @returns ids of other items with a photo that duplicates one of this item's */
export async function sharingPhotos(photos: Photos, itemId: string): Promise<Set<string>> {
  const twins = (await photos.list(itemId)).flatMap(({ duplicateOf }) => duplicateOf ?? []);
  const owners = await Promise.all(twins.map(async (id) => (await photos.get(id)).itemId));
  return new Set(owners.filter((owner) => owner !== itemId));
}
