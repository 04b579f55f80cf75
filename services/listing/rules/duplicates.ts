import type { Rule } from "../finding.ts";

/**
 * The marketplace deletes duplicate listings, and a buyer might pay for an item that is already
 * sold.
 */
export const duplicateListings: Rule = (_, { duplicates }) =>
  duplicates.map(({ number, title }) => ({
    rule: "duplicate",
    severity: "warning",
    at: "title",
    key: "listing.lint_duplicate",
    params: { number, title },
  }));
