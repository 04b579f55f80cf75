/** What an answer itself does not say. */
import type { Circumstances } from "../market/mod.ts";
import { type Site, siteFacts } from "../marketplace/mod.ts";

export function aroundOf(site: Site, seenAt: number): Circumstances {
  return { seenAt, mode: "lookup", country: site, currency: siteFacts(site).currency };
}
