import type { Rule } from "../finding.ts";
import { HASHTAGS_MAX } from "../limits.ts";
import { findBrands, isOwnBrand } from "./brands.ts";

export const tooManyHashtags: Rule = ({ hashtags }) =>
  hashtags.length <= HASHTAGS_MAX ? [] : [{
    rule: "hashtags_many",
    severity: "warning",
    at: "hashtags",
    key: "listing.lint_hashtags_many",
    params: { count: hashtags.length, max: HASHTAGS_MAX },
    fix: {
      label: "listing.fix_keep_first",
      patch: { hashtags: hashtags.slice(0, HASHTAGS_MAX) },
    },
  }];

/** A foreign brand in a hashtag misleads the search as much as one in the text. */
export const foreignHashtags: Rule = ({ hashtags }, { facts }) =>
  hashtags.filter((tag) => findBrands(tag).some((brand) => !isOwnBrand(brand, facts))).map((
    found,
  ) => ({
    rule: "hashtag_foreign",
    severity: "error",
    at: "hashtags",
    key: "listing.lint_hashtag_foreign",
    params: { found: `#${found}` },
    fix: {
      label: "listing.fix_take_out",
      patch: { hashtags: hashtags.filter((tag) => tag !== found) },
    },
  }));
