/** Missing, ambiguous and contradictory sizes. */
import { category, isSizeOpen, parseSize, siteSize, sizeById } from "../../taxonomy/mod.ts";
import type { Finding, Rule } from "../finding.ts";
import { localiseSize } from "../size_text.ts";
import { isForKids } from "../words.ts";

/** Only categories with sizes need one. */
export const missingSize: Rule = (_, { facts }) => {
  const sized = category(facts.category?.value ?? "")?.sizeGroup !== undefined;
  if (!sized || facts.size || facts.sizeLabel) return [];
  return [sizeFinding("size_missing", "error", {})];
};

/** A number without a country, or a maker's own size: only the seller knows which size it is. */
export const openSize: Rule = (_, { facts, locale }) => {
  const { sizeLabel, category: kind } = facts;
  if (!sizeLabel || sizeLabel.partial || facts.size || !isSizeOpen(facts)) return [];
  const likely = sizeById(parseSize(sizeLabel.value, kind?.value)?.candidates?.[0] ?? 0);
  if (!likely) return [sizeFinding("size_open", "warning", { label: sizeLabel.value })];
  const size = localiseSize(likely.label, locale, isForKids(facts));
  return [{
    ...sizeFinding("size_open", "warning", { label: sizeLabel.value }),
    fix: { label: "listing.fix_size", params: { size }, patch: { size: likely.id } },
  }];
};

/** The typed size differs from the label, or the category does not have it. */
export const otherSize: Rule = (_, { facts, locale }) => {
  const { size, sizeLabel, category: kind } = facts;
  if (!size) return [];
  const said = (id: number) => localiseSize(sizeById(id)?.label ?? "", locale, isForKids(facts));
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
