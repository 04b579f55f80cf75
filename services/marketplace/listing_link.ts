/** The link of an item's page on the marketplace, as sellers paste it. */
import { type Site, siteFacts, siteOfHost } from "./sites.ts";

export interface ListingLink {
  /** Without the words of the title and without what the sharing app added. */
  readonly url: string;
  readonly id: string;
  readonly site: Site;
}

export const PASTED_CHARS_MAX = 2_000;

// Nothing but a space or the scheme may stand before the host, and a slash must follow it.
const LINK =
  /(?:^|\s)(?:https?:\/\/)?((?:www\.|m\.)?vinted\.[a-z.]{2,6})\/(?:[a-z]{2}\/)?items\/(\d{1,20})(?:-([\w%-]*))?(?=$|[-/?#\s])/i;

/** Finds the link in what was pasted, also amid the words that a share sheet puts round it. */
export function findListingLink(pasted: string): ListingLink | null {
  const [, host = "", digits] = LINK.exec(pasted.slice(0, PASTED_CHARS_MAX)) ?? [];
  const site = siteOfHost(host);
  const id = digits?.replace(/^0+/, "");
  return site && id ? { url: `https://${siteFacts(site).host}/items/${id}`, id, site } : null;
}

/** The title as the link spells it: "felpa nike" of /items/42-felpa-nike; empty where it says nothing. */
export function slugWords(pasted: string): string {
  const slug = LINK.exec(pasted.slice(0, PASTED_CHARS_MAX))?.[3] ?? "";
  try {
    return decodeURIComponent(slug).replaceAll("-", " ").trim();
  } catch {
    return slug.replaceAll("-", " ").trim();
  }
}
