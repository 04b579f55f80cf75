/** Mentions of brands other than the item's own. */
import type { Facts } from "../../taxonomy/facts.ts";
import { findBrand, normaliseBrand } from "../../taxonomy/mod.ts";
import type { Rule } from "../finding.ts";
import { publishedBrand } from "../words.ts";
import { findMatches, removalFinding, TEXTS } from "./text_matches.ts";

/** The most foreign brands that are reported; a text with more is a list of brands. */
const BRANDS_NAMED_MAX = 5;

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

export interface NamedBrand {
  /** The brand's canonical name. */
  readonly brand: string;
  /** The name as written in the text, such as "levis". */
  readonly written: string;
}

/** A match with such punctuation inside, such as "M, S", is not a brand name. */
const NO_NAME = /[,;:/\n]/;

/**
 * Finds the brands that a text names beyond doubt. Everyday words and similar spellings do not
 * count.
 */
export function findBrands(text: string): NamedBrand[] {
  const named: NamedBrand[] = [];
  let rest = text;
  for (let look = 0; look < BRANDS_NAMED_MAX; look++) {
    const found = findBrand(rest);
    if (!found || found.confidence < 1) break;
    const written = matchedWords(rest, found.at, found.brand);
    if (!NO_NAME.test(written)) named.push({ brand: found.brand, written });
    const end = found.at + written.length;
    rest = rest.slice(0, found.at) + " ".repeat(written.length) + rest.slice(end);
  }
  return named;
}

/** The shortest run of words from that position that names the brand. */
function matchedWords(text: string, at: number, brand: string): string {
  const ends = text.slice(at).matchAll(/[\p{L}\p{N}\p{M}](?![\p{L}\p{N}\p{M}])/gu);
  for (const { index } of ends) {
    const some = text.slice(at, at + index + 1);
    if (findBrand(some)?.brand === brand) return some;
  }
  return text.slice(at);
}

/**
 * True for the own brand, a part of it ("Nike" in "Nike Air") and words of the model's name ("Air
 * Jordan 1").
 */
export function isOwnBrand({ brand, written }: NamedBrand, facts: Facts): boolean {
  const own = [publishedBrand(facts), normaliseBrand(publishedBrand(facts))].map(plain).filter(
    Boolean,
  );
  const model = plain(facts.model?.value ?? "");
  return [brand, written].map(plain).some((name) =>
    model.includes(name) || own.some((mine) => mine.includes(name) || name.includes(mine))
  );
}

/**
 * When the item's brand is unknown, the finding is only a warning, because the brand may be the
 * item's own.
 */
export const foreignBrands: Rule = (listing, { facts }) =>
  TEXTS.flatMap((at) =>
    findBrands(listing[at]).filter((brand) => !isOwnBrand(brand, facts)).map(({ written: found }) =>
      removalFinding(listing, {
        rule: "foreign_brand",
        severity: publishedBrand(facts) ? "error" : "warning",
        at,
        found,
      })
    )
  );

const LIKE = [
  /\b(?:ispirat[oaie]\s+a(?:ll[ao'])?|inspired\s+by|inspiré(?:e|s|es)?\s+(?:de|par)|inspiriert\s+von|inspirad[oa]s?\s+en)\b/iu,
  /\b(?:dupes?|fake|repli(?:ca|que|ka|k)s?|imitazione|imitation|imitación|contrefaçon|fälschung)\b/iu,
];
const LIKE_BRAND = /(?:tipo|stile|simil[ei]?|style|façon|genre|wie|estilo|like|look)\s+$/iu;

/** Comparisons such as "tipo Gucci" are forbidden even where they do not deceive. */
export const inspiredBy: Rule = (listing, { facts }) => {
  const words = findMatches(listing, LIKE);
  const brands = TEXTS.flatMap((at) =>
    findBrands(listing[at]).filter((brand) => !isOwnBrand(brand, facts)).flatMap(({ written }) => {
      const before = LIKE_BRAND.exec(listing[at].slice(0, listing[at].indexOf(written)));
      return before ? [{ at, found: `${before[0]}${written}` }] : [];
    })
  );
  return [...words, ...brands].map((match) =>
    removalFinding(listing, { rule: "inspired_by", severity: "error", ...match })
  );
};
