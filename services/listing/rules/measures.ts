import type { Measure } from "../../taxonomy/facts.ts";
import { category } from "../../taxonomy/mod.ts";
import type { LintContext, Rule } from "../finding.ts";
import { PHRASES } from "../phrases/mod.ts";
import { joinWords } from "../phrases/shape.ts";

/** The number of measures that buyers of a category ask for first. */
export const MEASURES_WANTED = 2;

/** The wanted measures that are unknown. */
export function listMissingMeasures({ facts }: Pick<LintContext, "facts">): Measure[] {
  const wanted = category(facts.category?.value ?? "")?.measures.slice(0, MEASURES_WANTED) ?? [];
  return wanted.filter((measure) => !facts.measures?.value[measure]);
}

export const missingMeasures: Rule = (_, context) => {
  const missing = listMissingMeasures(context);
  if (missing.length === 0) return [];
  const { measures, and } = PHRASES[context.locale];
  return [{
    rule: "measures_missing",
    severity: "warning",
    at: "facts",
    key: "listing.lint_measures_missing",
    params: {
      count: missing.length,
      measures: joinWords(missing.map((name) => measures[name]), and),
    },
  }];
};
