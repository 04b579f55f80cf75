/** Pattern search in title and description, and findings that remove a match. */
import type { Params } from "../../base/errors.ts";
import type { Finding, ListingText, Severity } from "../finding.ts";

export const TEXTS = ["title", "description"] as const;
export type TextName = (typeof TEXTS)[number];

/** All matches of the patterns in title and description. */
export function findMatches(
  listing: ListingText,
  patterns: readonly RegExp[],
): { at: TextName; found: string }[] {
  return TEXTS.flatMap((at) => {
    const found = patterns.flatMap((pattern) => listing[at].match(global(pattern)) ?? []);
    return [...new Set(found.map((match) => match.trim()))].map((match) => ({ at, found: match }));
  });
}

function global({ source, flags }: RegExp): RegExp {
  return new RegExp(source, [...new Set(`${flags}g`)].join(""));
}

/** Removes words from a text, and the gaps that they leave. */
export function removeWords(text: string, words: readonly string[]): string {
  const bare = words.reduce((rest, word) => rest.replaceAll(word, ""), text);
  return bare.split("\n").map(closeGaps).join("\n").replace(/\n{3,}/g, "\n\n").trim();
}

function closeGaps(line: string): string {
  return line.replace(/\(\s*\)/g, "").replace(/ {2,}/g, " ").replace(/ +([,.;:])/g, "$1")
    .replace(/^[\s,.;:]+$/, "").trim();
}

export interface Removal {
  readonly rule: string;
  readonly severity: Severity;
  readonly at: TextName;
  readonly found: string;
  readonly params?: Params;
}

/** A finding that names the match, with its removal as the fix. */
export function removalFinding(listing: ListingText, removal: Removal): Finding {
  const { rule, severity, at, found } = removal;
  return {
    rule,
    severity,
    at,
    key: `listing.lint_${rule}`,
    params: { found, ...removal.params },
    fix: { label: "listing.fix_take_out", patch: { [at]: removeWords(listing[at], [found]) } },
  };
}
