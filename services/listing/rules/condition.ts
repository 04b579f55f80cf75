/** Contradictions between text, condition and flaws. */
import type { Rule } from "../finding.ts";
import { translateFlaw } from "../flaw_glossary.ts";
import { PHRASES } from "../phrases/mod.ts";
import { findMatches, removalFinding } from "./text_matches.ts";

const WITH_TAGS = 6;
const NEW: readonly number[] = [6, 1];
const VERY_GOOD = 2;

export const conditionAgainstFlaws: Rule = (_, { facts }) => {
  const condition = facts.condition?.value;
  if (!condition || !NEW.includes(condition) || !facts.flaws?.value.length) return [];
  return [{
    rule: "new_with_flaws",
    severity: "error",
    at: "facts",
    key: "listing.lint_new_with_flaws",
    params: { flaws: facts.flaws.value.join("; ") },
    fix: { label: "listing.fix_condition_very_good", patch: { condition: VERY_GOOD } },
  }];
};

const TAGS_ON = [
  /\bnuov[oaie]\s+con\s+(?:il\s+)?cartellino\b/iu,
  /\b(?:new|brand new)\s+with\s+tags?\b|\bbnwt\b/iu,
  /\bneu(?:f|ve|fs|ves)\s+avec\s+étiquette/iu,
  /\bneu,?\s+mit\s+etikett\b/iu,
  /\bnuev[oa]s?\s+con\s+etiqueta/iu,
];

export const newnessClaimed: Rule = (listing, { facts }) =>
  facts.condition === undefined || facts.condition.value === WITH_TAGS
    ? []
    : findMatches(listing, TAGS_ON).map((match) =>
      removalFinding(listing, { rule: "newness_claimed", severity: "error", ...match })
    );

const PERFECT = [
  /\b(?:nessun difetto(?: visibile)?|senza difetti|perfett[oaie]|come nuov[oaie]|pari al nuovo)\b/iu,
  /\b(?:no (?:visible )?flaws|flawless|perfect condition|like new|mint condition)\b/iu,
  /\b(?:aucun défaut(?: visible)?|sans défaut|parfait état|comme neu(?:f|ve)s?)\b/iu,
  /\b(?:keine (?:sichtbaren )?mängel|makellos|wie neu|perfekter zustand)\b/iu,
  /\b(?:sin defectos(?: visibles)?|perfecto estado|como nuev[oa]s?)\b/iu,
];

export const perfectionClaimed: Rule = (listing, { facts }) =>
  facts.flaws?.value.length
    ? findMatches(listing, PERFECT).map((match) =>
      removalFinding(listing, { rule: "perfection_claimed", severity: "error", ...match })
    )
    : [];

/** A known flaw that the text omits leads to returns. */
export const omittedFlaws: Rule = ({ description }, { facts, language }) => {
  const text = description.toLowerCase();
  const unsaid = (facts.flaws?.value ?? []).map((flaw) => ({
    flaw,
    ways: flawPhrasings(flaw, language),
  }))
    .filter(({ ways }) => !ways.some((way) => text.includes(way.toLowerCase())));
  return unsaid.map(({ flaw, ways }) => ({
    rule: "flaw_unsaid",
    severity: "error",
    at: "description",
    key: "listing.lint_flaw_unsaid",
    params: { flaw },
    fix: {
      label: "listing.fix_say_it",
      patch: {
        description: `${description.trim()}\n${translateOrKeep(ways[0] ?? flaw, language)}`.trim(),
      },
    },
  }));
};

/** The flaw in the seller's words, and in the language of the listing where the glossary has it. */
function flawPhrasings(flaw: string, language: keyof typeof PHRASES): string[] {
  const own = flaw.trim().replace(/[\s.;,:]+$/, "").replace(/\s+/g, " ");
  const languages = Object.keys(PHRASES) as (keyof typeof PHRASES)[];
  const foreign = languages.flatMap((from) => translateFlaw(own, from, language) ?? []);
  return [...new Set([...foreign.filter((way) => way !== own), own])];
}

function translateOrKeep(flaw: string, language: keyof typeof PHRASES): string {
  return PHRASES[language].flaw[0].replace("{flaws}", flaw);
}
