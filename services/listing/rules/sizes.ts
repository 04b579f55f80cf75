/** The size: missing, open, or not what the label says. */
import { category, isSizeOpen, parseSize, siteSize, sizeById } from "../../taxonomy/mod.ts";
import type { Finding, Rule } from "../finding.ts";
import { localSize } from "../sizes.ts";
import { isForKids } from "../words.ts";

/** Asked only where the category has sizes at all. */
export const missingSize: Rule = (_, { facts }) => {
  const sized = category(facts.category?.value ?? "")?.sizeGroup !== undefined;
  if (!sized || facts.size || facts.sizeLabel) return [];
  return [sizeFinding("size_missing", "error", {})];
};

/** A number without its country, or a label of a maker's own: the seller knows which size it is. */
export const openSize: Rule = (_, { facts, locale }) => {
  const { sizeLabel, category: kind } = facts;
  if (!sizeLabel || sizeLabel.partial || facts.size || !isSizeOpen(facts)) return [];
  const likely = sizeById(parseSize(sizeLabel.value, kind?.value)?.candidates?.[0] ?? 0);
  if (!likely) return [sizeFinding("size_open", "warning", { label: sizeLabel.value })];
  const size = localSize(likely.label, locale, isForKids(facts));
  return [{
    ...sizeFinding("size_open", "warning", { label: sizeLabel.value }),
    fix: { label: "listing.fix_size", params: { size }, patch: { size: likely.id } },
  }];
};

/** The seller's size against the label, and a size that the category does not have. */
export const otherSize: Rule = (_, { facts, locale }) => {
  const { size, sizeLabel, category: kind } = facts;
  if (!size) return [];
  const said = (id: number) => localSize(sizeById(id)?.label ?? "", locale, isForKids(facts));
  if (kind && !siteSize(facts)) {
    return [sizeFinding("size_foreign", "error", { size: said(size.value) })];
  }
  const ofLabel = sizeLabel && !sizeLabel.partial
    ? parseSize(sizeLabel.value, kind?.value)?.sizeId
    : undefined;
  if (!sizeLabel || ofLabel === undefined || ofLabel === size.value) return [];
  const params = { size: said(size.value), label: sizeLabel.value, other: said(ofLabel) };
  return [{
    ...sizeFinding("size_other", "warning", params),
    fix: { label: "listing.fix_size", params: { size: params.other }, patch: { size: ofLabel } },
  }];
};

function sizeFinding(
  rule: string,
  severity: Finding["severity"],
  params: Finding["params"],
): Finding {
  return { rule, severity, at: "facts", key: `listing.lint_${rule}`, params };
}
