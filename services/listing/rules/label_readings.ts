/** Label readings that the seller must check before they are published. */
import type { FactName } from "../../taxonomy/facts.ts";
import { isPartOfComposition, material } from "../../taxonomy/mod.ts";
import type { Rule } from "../finding.ts";

const READ_FROM_LABELS: readonly FactName[] = [
  "brand",
  "sizeLabel",
  "material",
  "care",
  "articleNumber",
];

/** The text omits such facts. The seller types the whole fact or confirms the reading. */
export const readInPart: Rule = (_, { facts }) =>
  READ_FROM_LABELS.filter((name) => facts[name]?.partial).map((name) => ({
    rule: `partial_${name}`,
    severity: "warning",
    at: "facts",
    key: `listing.lint_partial_${name}`,
    params: {},
    fix: { label: "listing.fix_confirm", patch: { confirmed: name } },
  }));

/** An unknown fibre is published in the label's words, which may have been misread. */
export const unknownFibres: Rule = (_, { facts }) => {
  const { material: composition } = facts;
  if (!composition || composition.partial || composition.source === "seller") return [];
  return composition.value.filter(({ fibre }) => !material(fibre)).map(({ fibre }) => ({
    rule: "fibre_unknown",
    severity: "warning",
    at: "facts",
    key: "listing.lint_fibre_unknown",
    params: { fibre },
    fix: { label: "listing.fix_confirm", patch: { confirmed: "material" as const } },
  }));
};

/** Percentages typed by the seller are checked too. */
export const percentages: Rule = (_, { facts }) => {
  const { material: composition } = facts;
  if (composition?.source !== "seller" || !isPartOfComposition(composition.value)) return [];
  return [{
    rule: "percentages",
    severity: "hint",
    at: "facts",
    key: "listing.lint_percentages",
    params: {},
  }];
};
