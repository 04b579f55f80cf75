/** Describes the criteria of a watch in one line. */
import { money } from "../../locales/format.ts";
import { INTL, type Locale } from "../../locales/mod.ts";
import { type Site, siteFacts } from "../../services/marketplace/mod.ts";
import { colourById, type ConditionId, CONDITIONS, sizeById } from "../../services/taxonomy/mod.ts";
import { categoryByVintedId, type NewWatch } from "../../services/watches/mod.ts";
import { categoryPath, type Words } from "../item/item_texts.ts";

export const countryName = (site: Site, locale: Locale): string =>
  new Intl.DisplayNames(INTL[locale], { type: "region" }).of(siteFacts(site).country)!;

export const conditionName = (id: ConditionId, locale: Locale): string =>
  CONDITIONS.find((known) => known.id === id)!.labels[locale];

/** The label of a site's id, or the number itself when it is unknown. */
export const ID_WORDS = {
  catalogIds: (id: number, { t, locale }: Words) => {
    const key = categoryByVintedId(id);
    return key === undefined
      ? t("watches.category_id", { id: String(id) })
      : categoryPath(key, locale);
  },
  brandIds: (id: number, { t }: Words) => t("watches.brand_id", { id: String(id) }),
  sizeIds: (id: number, { t }: Words) =>
    t("watches.size_is", { size: sizeById(id)?.label ?? String(id) }),
  colourIds: (id: number, { t, locale }: Words) =>
    colourById(id)?.labels[locale] ?? t("watches.colour_id", { id: String(id) }),
};

/** "Zara · blazer · Donna › Cappotti e giacche › Blazer · al massimo 30,00 € in tutto" */
export function describeWatch(watch: NewWatch, words: Words): string {
  const { t, locale } = words;
  const { search, brand, limit, sizes, wanted, avoided, countries } = watch;
  const orList = new Intl.ListFormat(INTL[locale], { type: "disjunction" });
  const { currency } = siteFacts(search.site);
  const ids = (["catalogIds", "brandIds", "sizeIds", "colourIds"] as const)
    .flatMap((name) => search[name].map((id) => ID_WORDS[name](id, words)));
  return [
    brand,
    search.text,
    ...ids,
    wanted.length > 0 && t("watches.with_words", { words: wanted.join(", ") }),
    avoided.length > 0 && t("watches.without_words", { words: avoided.join(", ") }),
    sizes.length > 0 && t("watches.size_is", { size: orList.format(sizes) }),
    search.conditions.length > 0 &&
    orList.format(search.conditions.map((id) => conditionName(id, locale))),
    countries.length > 0 && orList.format(countries.map((site) => countryName(site, locale))),
    search.priceFrom !== undefined &&
    t("watches.price_from", { price: money(locale, { cents: search.priceFrom, currency }) }),
    search.priceTo !== undefined &&
    t("watches.price_to", { price: money(locale, { cents: search.priceTo, currency }) }),
    limit && t("watches.at_most", { total: money(locale, limit) }),
  ].filter(Boolean).join(" · ");
}
