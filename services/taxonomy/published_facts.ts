/** Facts as they may be published: nothing that was read in part, and the size as the site writes it. */
import type { Facts } from "./facts.ts";
import { category } from "./categories.ts";
import { wholeParts } from "./parse_material.ts";
import { parseSize } from "./parse_size.ts";
import { type Size, sizeById, sizesFor } from "./sizes.ts";

/** Without what was read in part; of a composition the parts that were read whole stay. */
export function publishedFacts(facts: Facts): Facts {
  const whole: Facts = Object.fromEntries(
    Object.entries(facts).filter(([, fact]) => !fact?.partial),
  );
  const { material } = facts;
  if (!material?.partial) return whole;
  const { partial: _, ...readWhole } = material;
  const value = wholeParts(material.value);
  return value.length > 0 ? { ...whole, material: { ...readWhole, value } } : whole;
}

type SizeFacts = Pick<Facts, "category" | "size" | "sizeLabel">;

/** The size that the site has for the item; absent where it is open or belongs to another category. */
export function siteSize({ category: kind, size }: SizeFacts): Size | undefined {
  if (!size) return undefined;
  const known = category(kind?.value ?? "");
  if (!known) return sizeById(size.value);
  return sizesFor(known.key).find(({ id }) => id === size.value);
}

/** The label as read, without the systems that say the same again: "EU 38", "W32 L34", "75B". */
export function tidyLabel({ category: kind, sizeLabel }: SizeFacts): string {
  if (!sizeLabel || sizeLabel.partial) return "";
  return parseSize(sizeLabel.value, kind?.value)?.label ?? sizeLabel.value;
}

/**
 * The size in a title or on a page: as the site writes it, with the leg that the site has no word for. Empty where
 * a label leaves open which size it is; what the seller or a file says is taken as said.
 */
export function publishedSize(facts: SizeFacts): string {
  const { sizeLabel } = facts;
  const site = siteSize(facts)?.label;
  const label = tidyLabel(facts);
  if (site) return label.startsWith(`${site} L`) ? label : site;
  if (!sizeLabel || sizeLabel.partial) return "";
  const isSaid = sizeLabel.source === "seller" || sizeLabel.source === "imported";
  const parsed = parseSize(sizeLabel.value, facts.category?.value);
  if (parsed && !parsed.ambiguous) return label;
  return isSaid ? sizeLabel.value : "";
}

/** Whether the seller must say which of the site's sizes the label means. */
export function isSizeOpen(facts: SizeFacts): boolean {
  const { category: kind, sizeLabel } = facts;
  if (!sizeLabel || !kind || siteSize(facts)) return false;
  const parsed = parseSize(sizeLabel.value, kind.value);
  return sizesFor(kind.value).length > 0 && parsed?.system !== "one";
}
