/** The link of an item's page on the marketplace, as sellers paste it. */
import { invalid } from "../errors.ts";

/** The 27 country sites. */
export const SITES = [
  "it",
  "fr",
  "be",
  "lu",
  "nl",
  "de",
  "at",
  "es",
  "pt",
  "ie",
  "fi",
  "ee",
  "lv",
  "lt",
  "sk",
  "si",
  "hr",
  "gr",
  "co.uk",
  "pl",
  "cz",
  "se",
  "dk",
  "hu",
  "ro",
  "com",
  "com.au",
] as const;
export type Site = (typeof SITES)[number];

export interface ListingLink {
  /** Without the words of the title and without what the sharing app added. */
  readonly url: string;
  readonly id: string;
  readonly site: Site;
}

export const PASTED_CHARS_MAX = 2_000;

// Nothing but a space or the scheme may stand before the host, and a slash must follow it.
const LINK =
  /(?:^|\s)(?:https?:\/\/)?(?:www\.|m\.)?vinted\.([a-z.]{2,6})\/(?:[a-z]{2}\/)?items\/(\d{1,20})(?=$|[-/?#\s])/i;

/** Finds the link in what was pasted, also amid the words that a share sheet puts round it. */
export function findListingLink(pasted: string): ListingLink | null {
  const [, host, digits] = LINK.exec(pasted.slice(0, PASTED_CHARS_MAX)) ?? [];
  const site = SITES.find((known) => known === host?.toLowerCase());
  const id = digits?.replace(/^0+/, "");
  return site && id ? { url: `https://www.vinted.${site}/items/${id}`, id, site } : null;
}

export function mustBeListingLink(pasted: string): ListingLink {
  const link = findListingLink(pasted);
  if (!link) throw invalid("inventory.not_a_listing_link");
  return link;
}
