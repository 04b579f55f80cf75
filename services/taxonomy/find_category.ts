/** From a kind of garment and the department that the words give away to one category of the tree. */
import { type Audience, categories, type Category, category } from "./categories.ts";
import { type Kind, KINDS } from "./kinds.ts";
import { type Found, Phrasebook } from "./phrases.ts";
import type { Word } from "../base/text.ts";

const AUDIENCE_WORDS: Record<Exclude<Audience, "kids">, string> = {
  women:
    "donna, da donna, ragazza, signora, tailleur, women, woman, womens, women's, ladies, lady, femme, femmes, dame, damen, dames, mujer, femminile",
  men:
    "uomo, da uomo, ragazzo, men, man, mens, men's, homme, hommes, herren, heren, mannen, hombre, maschile",
  girls:
    "bambina, bambine, bimba, bimbe, neonata, girl, girls, fille, filles, madchen, nina, meisje, meisjes",
  boys:
    "bambino, bimbo, bimbi, neonato, boy, boys, garcon, garcons, junge, jungen, nino, jongen, jongens",
};

export const AUDIENCE_PHRASES = new Phrasebook<Audience>(() =>
  Object.entries(AUDIENCE_WORDS).flatMap(([audience, line]) =>
    line.split(", ").map((word) => [word, audience as Audience] as const)
  )
);

/** Words that say little: any other kind in the same text is the better one. */
const VAGUE = new Set(["top", "outfit", "clothing", "accessory", "shoes", "jewellery", "suit"]);

export const isVague = ({ key }: Kind): boolean => VAGUE.has(key);

/** "in", "di", "with": what follows tells what it is made of or comes with. */
const JOINS = new Set(["in", "di", "con", "with", "en", "de", "mit", "aus", "per", "for", "e"]);

/** The garment a title is about: the head noun, which comes first in Italian and last in English. */
export function headKind(
  found: readonly Found<Kind>[],
  words: readonly Word[],
  language: string,
): Found<Kind> | null {
  const heads = found.filter(({ from }) => !JOINS.has(words[from - 1]?.text ?? ""));
  const candidates = heads.length > 0 ? heads : found;
  const telling = candidates.filter(({ value }) => !isVague(value));
  const pool = telling.length > 0 ? telling : candidates;
  const longest = Math.max(...pool.map(({ from, to }) => to - from));
  const best = language === "en" ? pool.findLast((one) => one.to - one.from === longest) : pool[0];
  return best ?? null;
}

/** Where a department has no category of this kind, the broader kind counts. */
export function categoryOf(kind: Kind, audience: Audience): Category | null {
  const seen = new Set<string>();
  for (let next: Kind | undefined = kind; next && !seen.has(next.key);) {
    seen.add(next.key);
    const found = ofKind(next.key, audience);
    if (found) return found;
    next = next.broader === undefined ? undefined : KINDS.get(next.broader);
  }
  return null;
}

/** The one leaf of this kind; where several share it, the branch above them, for the seller to choose from. */
function ofKind(kind: string, audience: Audience): Category | null {
  const same = categories().filter((one) => one.kind === kind && one.audience === audience);
  const branch = same.find(({ leaf }) => !leaf);
  if (!branch) return same[0] ?? null;
  const below = same.filter((one) => one.leaf && isBelow(one, branch) && !isRest(one));
  return below.length === 1 ? below[0] ?? null : branch;
}

function isBelow({ parent }: Category, branch: Category): boolean {
  if (parent === null || parent === branch.key) return parent !== null;
  const above = category(parent);
  return above !== undefined && isBelow(above, branch);
}

/** "Other dresses" is chosen by a person, never by a reader. */
const isRest = ({ key }: Category): boolean => key.includes(".other_");
