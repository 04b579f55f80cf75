/** Texts of prices and their sources for the price page. */
import { INTL, type Locale, type T } from "../../locales/mod.ts";
import type { Money } from "../../services/base/money.ts";
import { type Observation, saidPrice } from "../../services/market/mod.ts";
import { findListingLink, isSite, siteFacts } from "../../services/marketplace/mod.ts";
import { CONDITIONS } from "../../services/taxonomy/mod.ts";

const formats = new Map<string, Intl.NumberFormat>();

/** "43 €", "43,50 €": cents only where there are any. */
export function shortMoney(locale: Locale, { cents, currency }: Money): string {
  const key = `${locale} ${currency}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(INTL[locale], {
    style: "currency",
    currency,
    trailingZeroDisplay: "stripIfInteger",
  });
  formats.set(key, format);
  return format.format(cents / 100);
}

/** A price rounded as sellers say it. */
export const said = (locale: Locale, price: Money): string => shortMoney(locale, saidPrice(price));

export const percent = (locale: Locale, share: number): string =>
  share.toLocaleString(INTL[locale], { style: "percent" });

/** Brand, size and condition, as far as they are known. */
export function traitsOf({ brand, size, condition }: Observation, locale: Locale): string {
  const worn = CONDITIONS.find(({ id }) => id === condition)?.labels[locale];
  return [brand, size, worn].filter(Boolean).join(" · ");
}

/** Names the kind of price: asked, sold, or the seller's own sale. */
export function kindOf(t: T, { kind, mode }: Observation): string {
  return t(mode === "own" ? "price.kind_own" : `price.kind_${kind}`);
}

/** Only pages of the marketplace are led to, whatever a file called its links. */
export function pageOf({ link = "", country }: Observation): string | undefined {
  const host = isSite(country) ? siteFacts(country).host : "";
  return findListingLink(link.startsWith("/") ? `https://${host}${link}` : link)?.url;
}
