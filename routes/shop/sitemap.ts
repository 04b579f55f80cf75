/** The sitemap and robots.txt of the shop. */
import { LOCALES } from "../../locales/mod.ts";
import { type Catalogue, closetPath, publicItemPath } from "../../services/shop/mod.ts";

/** The format's own. */
const ADDRESSES_MAX = 50_000;

/** @param shop the shop's absolute address */
export function sitemap(shop: string, shelf: Catalogue): string {
  const { pages } = shelf.closet({ page: 1 })!;
  const paths = [
    ...Array.from({ length: pages }, (_, at) => closetPath({ page: at + 1 })),
    ...shelf.goods.map(publicItemPath),
  ].slice(0, Math.floor(ADDRESSES_MAX / LOCALES.length));
  const entries = paths.flatMap((path) => LOCALES.map((locale) => entry(shop + path, locale)));
  return '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" ' +
    `xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${entries.join("\n")}\n</urlset>\n`;
}

/** Paths are made of letters, digits and hyphens: nothing in them needs to be escaped. */
function entry(page: string, locale: string): string {
  const others = LOCALES.map((other) =>
    `<xhtml:link rel="alternate" hreflang="${other}" href="${page}?lang=${other}"/>`
  );
  return `<url><loc>${page}?lang=${locale}</loc>${others.join("")}</url>`;
}

/** @param shop the shop's absolute address; `null` while it is closed */
export function robots(shop: string | null): string {
  if (shop === null) return "User-agent: *\nDisallow: /\n";
  return `User-agent: *\nAllow: /shop\nDisallow: /\n\nSitemap: ${shop}/sitemap.xml\n`;
}
