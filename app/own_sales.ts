/**
 * Describes an item for pricing, and gives the evidence the seller's own sales, which are its surest part.
 * Sales are stored in the items alone; the evidence follows their changes.
 */
import { displayTitle, type Item, type State } from "../services/inventory/mod.ts";
import { inventoryRecords } from "../services/inventory/restore.ts";
import { isSample } from "../services/demo/mod.ts";
import type { Observation, OwnSales, Subject } from "../services/market/mod.ts";
import type { Database } from "../services/store/mod.ts";
import { mainFibres, publishedSize } from "../services/taxonomy/mod.ts";

/** The country of the seller's own sales, and the currency of an item without a price. */
const COUNTRY = "it";
const CURRENCY = "EUR";
/** Without `returned`: a returned item was not paid for. */
const SOLD_STATES: readonly State[] = ["sold", "shipped", "completed"];
const TITLE_CHARS_MAX = 200;

type Described = Pick<
  Observation,
  "title" | "brand" | "category" | "size" | "condition" | "colours" | "materials"
>;

export function subjectOf(item: Item): Subject {
  return {
    ...described(item),
    currency: item.price?.currency ?? CURRENCY,
    country: COUNTRY,
    itself: [item.id, ...(item.listingId === undefined ? [] : [item.listingId])],
  };
}

/** @returns `null` for an item that is not sold, and for sample items */
export function ownSaleOf(item: Item): Observation | null {
  const { id, state, soldFor, soldAt, listedAt, listingUrl, trashedAt } = item;
  if (!SOLD_STATES.includes(state) || !soldFor || soldFor.cents <= 0) return null;
  if (trashedAt !== undefined || isSample(item)) return null;
  return {
    id,
    ...described(item),
    price: soldFor,
    kind: "sold",
    mode: "own",
    seenAt: soldAt ?? item.updatedAt,
    ...(listedAt !== undefined && { listedAt }),
    country: COUNTRY,
    ...(listingUrl !== undefined && { link: listingUrl }),
  };
}

/** The item's properties as market listings have them. */
function described(item: Item): Described {
  const { brand, category, sizeLabel, condition, colours, material } = item.facts;
  const label = publishedSize(item.facts) || sizeLabel?.value;
  return {
    title: (displayTitle(item, "it") ?? "").slice(0, TITLE_CHARS_MAX),
    ...(brand && { brand: brand.value }),
    ...(category && { category: category.value }),
    ...(label && { size: label }),
    ...(condition && { condition: condition.value }),
    colours: colours?.value ?? [],
    materials: mainFibres(material?.value ?? []).map(({ fibre }) => fibre),
  };
}

export function ownSales(db: Database): OwnSales {
  const { items } = inventoryRecords;
  return {
    async *all() {
      for await (const { value } of db.each(items)) {
        const sale = ownSaleOf(value);
        if (sale) yield sale;
      }
    },
    follow: (hear) =>
      db.onChange((changes) => {
        for (const { collection, id, row } of changes) {
          if (collection === items.name) hear(id, row && ownSaleOf(row.value as Item));
        }
      }),
  };
}
