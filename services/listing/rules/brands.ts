/** Brands that are not the item's own. */
import type { Facts } from "../../taxonomy/facts.ts";
import { findBrand, normaliseBrand } from "../../taxonomy/mod.ts";
import type { Rule } from "../finding.ts";
import { brandOf } from "../words.ts";
import { matchesIn, removal, TEXTS } from "./texts.ts";

/** More in one text would be a list of brands, of which a few examples are enough. */
const BRANDS_NAMED_MAX = 5;

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

export interface NamedBrand {
  /** As it is known. */
  readonly brand: string;
  /** As it stands in the text: "levis". */
  readonly written: string;
}

/** "M, S" is two sizes, not a shop. */
const NO_NAME = /[,;:/\n]/;

/** The brands that a text names beyond doubt: an everyday word or a likeness is not enough. */
export function brandsIn(text: string): NamedBrand[] {
  const named: NamedBrand[] = [];
  let rest = text;
  for (let look = 0; look < BRANDS_NAMED_MAX; look++) {
    const found = findBrand(rest);
    if (!found || found.confidence < 1) break;
    const written = writtenAt(rest, found.at, found.brand);
    if (!NO_NAME.test(written)) named.push({ brand: found.brand, written });
    const end = found.at + written.length;
    rest = rest.slice(0, found.at) + " ".repeat(written.length) + rest.slice(end);
  }
  return named;
}

/** The fewest words from there on that are already this brand. */
function writtenAt(text: string, at: number, brand: string): string {
  const ends = text.slice(at).matchAll(/[\p{L}\p{N}\p{M}](?![\p{L}\p{N}\p{M}])/gu);
  for (const { index } of ends) {
    const some = text.slice(at, at + index + 1);
    if (findBrand(some)?.brand === brand) return some;
  }
  return text.slice(at);
}

/** Own brand, part of it ("Nike" of "Nike Air"), and what the model's name holds ("Air Jordan 1"). */
export function isOwnBrand({ brand, written }: NamedBrand, facts: Facts): boolean {
  const own = [brandOf(facts), normaliseBrand(brandOf(facts))].map(plain).filter(Boolean);
  const model = plain(facts.model?.value ?? "");
  return [brand, written].map(plain).some((name) =>
    model.includes(name) || own.some((mine) => mine.includes(name) || name.includes(mine))
  );
}

/** Without a brand of its own the item may still have one that nobody has read: then it is only a warning. */
export const foreignBrands: Rule = (listing, { facts }) =>
  TEXTS.flatMap((at) =>
    brandsIn(listing[at]).filter((brand) => !isOwnBrand(brand, facts)).map(({ written: found }) =>
      removal(listing, {
        rule: "foreign_brand",
        severity: brandOf(facts) ? "error" : "warning",
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

/** "Tipo Gucci" and "inspired by": forbidden even where nobody means to deceive. */
export const inspiredBy: Rule = (listing, { facts }) => {
  const words = matchesIn(listing, LIKE);
  const brands = TEXTS.flatMap((at) =>
    brandsIn(listing[at]).filter((brand) => !isOwnBrand(brand, facts)).flatMap(({ written }) => {
      const before = LIKE_BRAND.exec(listing[at].slice(0, listing[at].indexOf(written)));
      return before ? [{ at, found: `${before[0]}${written}` }] : [];
    })
  );
  return [...words, ...brands].map((match) =>
    removal(listing, { rule: "inspired_by", severity: "error", ...match })
  );
};
