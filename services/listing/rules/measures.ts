import type { Measure } from "../../taxonomy/facts.ts";
import { category } from "../../taxonomy/mod.ts";
import type { LintContext, Rule } from "../finding.ts";
import { PHRASES } from "../phrases/mod.ts";
import { joined } from "../phrases/shape.ts";

/** The measures that a buyer of the category asks for first. */
export const MEASURES_WANTED = 2;

/** Which of them are not known yet. */
export function measuresMissing({ facts }: Pick<LintContext, "facts">): Measure[] {
  const wanted = category(facts.category?.value ?? "")?.measures.slice(0, MEASURES_WANTED) ?? [];
  return wanted.filter((measure) => !facts.measures?.value[measure]);
}

export const missingMeasures: Rule = (_, context) => {
  const missing = measuresMissing(context);
  if (missing.length === 0) return [];
  const { measures, and } = PHRASES[context.locale];
  return [{
    rule: "measures_missing",
    severity: "warning",
    at: "facts",
    key: "listing.lint_measures_missing",
    params: { count: missing.length, measures: joined(missing.map((name) => measures[name]), and) },
  }];
};
