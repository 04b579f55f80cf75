/** What the seller typed beside a link: one observation, without asking the site. */
import type { ListingLink } from "../../marketplace/mod.ts";
import { observe } from "./observe.ts";
import { type Circumstances, type Reading, readingOf } from "./reading.ts";

export interface ByHand {
  readonly link: ListingLink;
  readonly title: string;
  readonly brand: string;
  readonly size: string;
  /** The marketplace's id of it, or nothing. */
  readonly condition: string;
  readonly price: string;
  readonly sold: boolean;
}

export function readByHand(
  { link, condition, ...typed }: ByHand,
  around: Circumstances,
): Reading {
  const entry = observe({
    ...typed,
    id: link.id,
    link: link.url,
    country: link.site,
    conditionId: Number(condition),
  }, around);
  return readingOf("link", [entry]);
}
