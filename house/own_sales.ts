/**
 * An item as the market sees it: what is to be priced, and, once it is sold, the surest evidence there is.
 * The items are the only place where a sale is written; the market follows them.
 */
import { displayTitle, type Item, type State } from "../services/inventory/mod.ts";
import { inventoryRecords } from "../services/inventory/restore.ts";
import { isSample } from "../services/demo/mod.ts";
import type { Observation, OwnSales, Subject } from "../services/market/mod.ts";
import type { Database } from "../services/store/mod.ts";
import { mainFibres, publishedSize } from "../services/taxonomy/mod.ts";

/** Where the seller sells, and what an amount without a currency is taken for. */
const COUNTRY = "it";
const CURRENCY = "EUR";
/** What came back was not paid for in the end. */
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

/** `null` for what is not sold, or not any more, and for what was never real. */
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

/** As its seller would put it into words. */
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
