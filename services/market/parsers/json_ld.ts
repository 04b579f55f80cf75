/** What a page says of itself to search engines: one `Product`, or the `ItemList` of a catalogue. */
import { type Fields, isFields } from "./answer.ts";
import { observe, textOf } from "./observe.ts";
import type { Circumstances, Entry } from "./reading.ts";

/** More objects than any page holds. */
const OBJECTS_MAX = 50_000;
const SOLD = /(?:SoldOut|OutOfStock|Discontinued)$/;

/** Every product in the data, wherever it lies: in a graph, in a list, under an entry of a list. */
export function readJsonLd(data: unknown, around: Circumstances): Entry[] {
  return [...productsIn(data)].map((product) => readProduct(product, around));
}

function* productsIn(data: unknown): Generator<Fields> {
  const open: unknown[] = [data];
  for (let seen = 0; open.length > 0 && seen < OBJECTS_MAX; seen += 1) {
    const value = open.pop();
    if (Array.isArray(value)) { for (const one of value.toReversed()) open.push(one); }
    else if (isFields(value)) {
      if (isProduct(value) || isBareEntry(value)) yield value;
      else {for (
          const part of [value.mainEntity, value.item, value.itemListElement, value["@graph"]]
        ) {
          if (part !== undefined) open.push(part);
        }}
    }
  }
}

const isProduct = (value: Fields): boolean =>
  [value["@type"]].flat().some((type) => type === "Product") ||
  (value.offers !== undefined && value.name !== undefined);

/** An entry that only links to its page: it has no price, and is counted for that. */
const isBareEntry = (value: Fields): boolean =>
  value["@type"] === "ListItem" && textOf(value.url) !== "" && !isFields(value.item);

function readProduct(product: Fields, around: Circumstances): Entry {
  const [offers] = [product.offers].flat();
  const offer = isFields(offers) ? offers : {};
  const brand = isFields(product.brand) ? product.brand.name : product.brand;
  const link = [product.url, offer.url, product["@id"]].find((one) => textOf(one) !== "");
  return observe({
    title: product.name,
    brand,
    category: product.category,
    size: product.size,
    // "https://schema.org/UsedCondition" is true of nearly all and tells no level.
    colours: product.color,
    materials: product.material,
    price: offer.price ?? offer.lowPrice,
    currency: offer.priceCurrency,
    link,
    sold: SOLD.test(textOf(offer.availability)),
  }, around);
}
