import type { Finding, Rule } from "../finding.ts";
import { appendHashtags } from "../hashtags.ts";
import {
  DESCRIPTION_CHARS_MAX,
  DESCRIPTION_CHARS_MIN,
  TITLE_CHARS_AIM,
  TITLE_CHARS_MAX,
  TITLE_CHARS_MIN,
} from "../limits.ts";
import { clipText } from "../title.ts";

export const titleLimits: Rule = ({ title }) => {
  const length = title.trim().length;
  if (length < TITLE_CHARS_MIN) {
    return [{
      ...at("title"),
      rule: "title_short",
      key: "listing.lint_title_short",
      params: { min: TITLE_CHARS_MIN },
    }];
  }
  if (length <= TITLE_CHARS_MAX) return [];
  return [{
    ...at("title"),
    rule: "title_long",
    key: "listing.lint_title_long",
    params: { max: TITLE_CHARS_MAX, length },
    fix: {
      label: "listing.fix_shorten",
      patch: { title: clipText(title.trim(), TITLE_CHARS_MAX) },
    },
  }];
};

export const titleLength: Rule = ({ title }) => {
  const length = title.trim().length;
  if (length <= TITLE_CHARS_AIM || length > TITLE_CHARS_MAX) return [];
  return [{
    rule: "title_cut",
    severity: "hint",
    at: "title",
    key: "listing.lint_title_cut",
    params: { aim: TITLE_CHARS_AIM, length },
  }];
};

/** The hashtags count, because they are pasted into the same field. */
export const descriptionLimits: Rule = ({ description, hashtags }) => {
  const length = appendHashtags(description.trim(), hashtags).length;
  if (description.trim().length < DESCRIPTION_CHARS_MIN) {
    return [{
      ...at("description"),
      rule: "description_short",
      key: "listing.lint_description_short",
      params: { min: DESCRIPTION_CHARS_MIN },
    }];
  }
  if (length <= DESCRIPTION_CHARS_MAX) return [];
  const room = DESCRIPTION_CHARS_MAX - (length - description.trim().length);
  return [{
    ...at("description"),
    rule: "description_long",
    key: "listing.lint_description_long",
    params: { max: DESCRIPTION_CHARS_MAX, length },
    fix: {
      label: "listing.fix_shorten",
      patch: { description: clipText(description.trim(), room) },
    },
  }];
};

function at(place: "title" | "description"): Pick<Finding, "severity" | "at"> {
  return { severity: "error", at: place };
}
