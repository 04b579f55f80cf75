/** What one room asks of another, said in the asker's own words: how the house introduces them. */
import {
  displayTitle,
  type Inventory,
  type Item,
  type ItemRow,
} from "../services/inventory/mod.ts";
import type { ListingDeps } from "../services/listing/mod.ts";
import type { Evidence } from "../services/market/mod.ts";
import { subjectOf } from "./own_sales.ts";
import type { Photos } from "../services/photos/mod.ts";

/** Enough to find one's own twin. */
const COMPARED_MAX = 200;

type Lookalike = Awaited<ReturnType<ListingDeps["onSale"]>>[number];

/** What is on sale now of the same brand and kind, as the linter compares it. */
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

/** What four in five things like it cost, by the evidence that the seller lets stand; `null` where it is too thin. */
export async function priceRange(evidence: Evidence, item: Item) {
  const answer = evidence.appraise(subjectOf(item), await evidence.struckOut(item.id));
  return answer.enough ? answer.interval80 : null;
}

/** Other items that have a photo showing the very same as one of this item's. */
export async function sharingPhotos(photos: Photos, itemId: string): Promise<Set<string>> {
  const twins = (await photos.list(itemId)).flatMap(({ duplicateOf }) => duplicateOf ?? []);
  const owners = await Promise.all(twins.map(async (id) => (await photos.get(id)).itemId));
  return new Set(owners.filter((owner) => owner !== itemId));
}
