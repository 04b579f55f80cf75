/** Finds the link of a listing in pasted text. */
import { type Site, siteFacts, siteOfHost } from "./sites.ts";

export interface ListingLink {
  /** Without the title and without parameters of the sharing app. */
  readonly url: string;
  readonly id: string;
  readonly site: Site;
}

export const PASTED_CHARS_MAX = 2_000;

// Only a space or the scheme may precede the host, and a slash must follow it.
const LINK =
  /(?:^|\s)(?:https?:\/\/)?((?:www\.|m\.)?vinted\.[a-z.]{2,6})\/(?:[a-z]{2}\/)?items\/(\d{1,20})(?:-([\w%-]*))?(?=$|[-/?#\s])/i;

/** Finds the link also inside the text that a share sheet adds. */
export function findListingLink(pasted: string): ListingLink | null {
  const [, host = "", digits] = LINK.exec(pasted.slice(0, PASTED_CHARS_MAX)) ?? [];
  const site = siteOfHost(host);
  const id = digits?.replace(/^0+/, "");
  return site && id ? { url: `https://${siteFacts(site).host}/items/${id}`, id, site } : null;
}

/** The title in the link: "felpa nike" of /items/42-felpa-nike; empty when there is none. */
export function slugWords(pasted: string): string {
  const slug = LINK.exec(pasted.slice(0, PASTED_CHARS_MAX))?.[3] ?? "";
  try {
    return decodeURIComponent(slug).replaceAll("-", " ").trim();
  } catch {
    return slug.replaceAll("-", " ").trim();
  }
}
