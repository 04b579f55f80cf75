/** The inputs of every shop page; of the visitor only the language. */
import type { Locale, T } from "../../locales/mod.ts";
import { type PublicItem, type ShopSettings } from "../../services/shop/mod.ts";

export interface ShopView {
  readonly t: T;
  readonly locale: Locale;
  /** Where it is mounted: "/shop", or the owner's preview. */
  readonly root: string;
  /** "https://example.org" */
  readonly base: string;
  readonly settings: ShopSettings;
  /** Where its styles are. */
  readonly style: string;
  readonly preview: boolean;
  /** In which the seller writes flaws and details. */
  readonly ownLanguage: Locale;
}

export const shopName = ({ t, settings }: ShopView): string =>
  settings.name || t("shop.default_name");

/** A page in the visitor's language, which goes along without a cookie. */
export const pageHref = (view: ShopView, path: string, locale = view.locale): string =>
  `${view.root}${path}?lang=${locale}`;

export const fileHref = ({ root }: ShopView, path: string): string => root + path;

export const absolute = ({ base }: ShopView, href: string): string => base + href;

export const publicName = ({ t, locale }: ShopView, { names, number }: PublicItem): string =>
  names[locale] ?? t("shop.unnamed", { number });
