/** Structured data (schema.org) of items and lists, for search engines. */
import {
  type Closet,
  displayPath,
  type PublicItem,
  publicItemPath,
  type ShopSettings,
} from "../../services/shop/mod.ts";
import { factText } from "../item/item_texts.ts";
import { itemSummary } from "./item_page.tsx";
import { absolute, fileHref, pageHref, publicName, type ShopView } from "./shop_view.ts";

type Data = Readonly<Record<string, unknown>>;

const CENTS = 100;
/** The marketplace's conditions that are those of a shop. */
const NEW_CONDITIONS: ReadonlySet<number> = new Set([6, 1]);

export function itemData(view: ShopView, good: PublicItem): Data {
  const { facts, number, photos, size } = good;
  const said = (name: "colours" | "material" | "category") =>
    factText(facts, name, view) ?? undefined;
  return {
    "@type": "Product",
    name: publicName(view, good),
    description: itemSummary(view, good),
    sku: String(number),
    image: photos.map(({ display }) => absolute(view, fileHref(view, displayPath(display)))),
    brand: facts.brand && { "@type": "Brand", name: facts.brand.value },
    category: said("category"),
    color: said("colours"),
    material: said("material"),
    size: size?.label,
    itemCondition: conditionOf(good),
    offers: offerOf(view, good),
  };
}

function offerOf(view: ShopView, good: PublicItem): Data | undefined {
  const { price, buyUrl } = good;
  if (!price) return undefined;
  return {
    "@type": "Offer",
    price: (price.cents / CENTS).toFixed(2),
    priceCurrency: price.currency,
    // One of each: what is sold is not here any more.
    availability: `https://schema.org/${buyUrl ? "InStock" : "PreOrder"}`,
    itemCondition: conditionOf(good),
    url: buyUrl ?? absolute(view, pageHref(view, publicItemPath(good))),
    seller: sellerOf(view.settings),
  };
}

function conditionOf({ facts: { condition } }: PublicItem): string | undefined {
  if (!condition) return undefined;
  const isNew = NEW_CONDITIONS.has(condition.value);
  return `https://schema.org/${isNew ? "NewCondition" : "UsedCondition"}`;
}

function sellerOf({ name, profileUrl }: ShopSettings): Data | undefined {
  return name ? { "@type": "Person", name, ...(profileUrl && { url: profileUrl }) } : undefined;
}

export function closetData(view: ShopView, { goods }: Closet): Data {
  return {
    "@type": "ItemList",
    numberOfItems: goods.length,
    itemListElement: goods.map((good, at) => ({
      "@type": "ListItem",
      position: at + 1,
      name: publicName(view, good),
      url: absolute(view, pageHref(view, publicItemPath(good))),
    })),
  };
}
