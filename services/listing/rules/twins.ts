import type { Rule } from "../finding.ts";

/** Two listings of one thing: the marketplace deletes one, and a buyer pays for what is sold. */
export const twins: Rule = (_, { twins }) =>
  twins.map(({ number, title }) => ({
    rule: "twin",
    severity: "warning",
    at: "title",
    key: "listing.lint_twin",
    params: { number, title },
  }));
