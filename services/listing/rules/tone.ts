/** Tone of the text: capitals, emoji, promises, language. */
import type { Rule } from "../finding.ts";
import { publishedBrand } from "../words.ts";
import { capitalise } from "../grammar.ts";
import { findMatches, removalFinding, TEXTS } from "./text_matches.ts";

/** Shorter words in capitals are sizes, initials or acronyms. */
const SHOUTED_LETTERS_MIN = 4;
const SHOUTED_WORDS_MAX = 1;
const EMOJIS_MAX = 3;

const words = (text: string) => text.split(/(?<=\s)|(?=\s)/);
const letters = (word: string) => word.replace(/[^\p{L}]/gu, "");
const shouted = (word: string) =>
  letters(word).length >= SHOUTED_LETTERS_MIN && letters(word) === letters(word).toUpperCase();

/** Brands that are written in capitals do not count. */
export const shouting: Rule = ({ title }, { facts }) => {
  const own = `${publishedBrand(facts)} ${facts.model?.value ?? ""}`.split(/\s+/);
  const loud = words(title).filter((word) => shouted(word) && !own.includes(word));
  const cries = /!{2,}/.test(title);
  if (loud.length <= SHOUTED_WORDS_MAX && !cries) return [];
  const calm = words(title).map((word) => loud.includes(word) ? word.toLowerCase() : word).join("");
  return [{
    rule: "shouting",
    severity: "warning",
    at: "title",
    key: "listing.lint_shouting",
    params: {},
    fix: {
      label: "listing.fix_calm",
      patch: { title: capitalise(calm.replace(/\s*!{2,}/g, "")) },
    },
  }];
};

const EMOJI = /\p{RGI_Emoji}/v;

export const emojis: Rule = (listing) =>
  TEXTS.flatMap((at) => {
    const count = listing[at].match(new RegExp(EMOJI, "gv"))?.length ?? 0;
    if (count <= EMOJIS_MAX) return [];
    const bare = listing[at].replace(new RegExp(EMOJI, "gv"), "").replace(/ {2,}/g, " ").trim();
    return [{
      rule: "emojis",
      severity: "hint",
      at,
      key: "listing.lint_emojis",
      params: { count },
      fix: { label: "listing.fix_take_out", patch: { [at]: bare } },
    }];
  });

const PROMISES = [
  /\b(?:100\s*%\s*)?(?:originale|autentic[oa])\s*(?:al\s*)?100\s*%|\b100\s*%\s*(?:originale|autentic[oa])\b/iu,
  /\b100\s*%\s*(?:original|authentic|genuine|authentique|echt)\b/iu,
  /\b(?:garantit[oaie]|guaranteed|garanti(?:e|s|es)?|garantiert|garantizad[oa]s?)\b/iu,
];

/** Claims that only the marketplace's own check can make. */
export const promises: Rule = (listing) =>
  findMatches(listing, PROMISES).map((match) =>
    removalFinding(listing, { rule: "promise", severity: "hint", ...match })
  );

/** The seller's own words that have no translation in the listing's language. */
export const untranslatedWords: Rule = (_, { untranslated }) =>
  untranslated.map((what) => ({
    rule: `untranslated_${what}`,
    severity: "warning",
    at: "description",
    key: `listing.lint_untranslated_${what}`,
    params: {},
  }));
