/**
 * What follows from an item's facts: whether a composition was read whole, and the site's size of a printed label.
 * Every way in which facts change ends here, so the answer does not depend on which fact came first.
 */
import { isPartOfComposition, parseSize, sizesFor } from "../taxonomy/mod.ts";
import type { Fact, Facts } from "../taxonomy/facts.ts";
import type { Item } from "./item.ts";

/** Marks a composition whose percentages do not sum to 100 as read in part; never one that the seller typed. */
export function withPartialMarks(facts: Facts): Facts {
  const { material } = facts;
  return material ? { ...facts, material: markedMaterial(material) } : facts;
}

function markedMaterial({ partial, ...material }: Fact<"material">): Fact<"material"> {
  if (material.source === "seller") return material;
  const isPart = partial || isPartOfComposition(material.value);
  return isPart ? { ...material, partial: true } : material;
}

/** The facts with their consequences; a size that the seller chose or emptied stays as it is. */
export function withConsequences<T extends Pick<Item, "facts" | "leftEmpty">>(item: T): T {
  const facts = withPartialMarks(item.facts);
  const { category, sizeLabel } = facts;
  const isSellers = facts.size?.source === "seller" || item.leftEmpty?.size !== undefined;
  if (isSellers || !category) return { ...item, facts };
  const { size, ...others } = facts;
  const parsed = sizeLabel && parseSize(sizeLabel.value, category.value);
  if (sizeLabel && parsed?.sizeId !== undefined && !sizeLabel.partial) {
    const { value: _, ...source } = sizeLabel;
    const derived: Fact<"size"> = { ...source, value: parsed.sizeId };
    return { ...item, facts: { ...others, size: size?.value === derived.value ? size : derived } };
  }
  if (!size) return { ...item, facts };
  const isOfCategory = sizesFor(category.value).some(({ id }) => id === size.value);
  // Read together with the label, which leaves it open.
  const isOfLabel = sizeLabel !== undefined && sizeLabel.at === size.at &&
    sizeLabel.source === size.source && size.source === "tag";
  return isOfCategory && !isOfLabel ? { ...item, facts } : { ...item, facts: others };
}
