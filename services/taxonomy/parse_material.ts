/**
 * Reads what a tag says it is made of: "55% LINO 45% VISCOSA", the same again in six languages, several parts
 * of one garment, and what character recognition makes of it ("1OO% C0TONE", "95°/o").
 */
import type { FactValue } from "../inventory/mod.ts";
import { type Material, MATERIAL_WORDS, MATERIALS } from "./materials.ts";
import { isFree, take } from "./phrases.ts";
import { fold, oneApart, type Word, wordsOf } from "./text.ts";

export type Fibres = FactValue<"material">;

const FIBRES_MAX = 8;
const WHOLE = 100;
const TEXT_CHARS_MAX = 4_000;
/** A misread letter in a shorter word makes another word. */
const TYPO_CHARS_MIN = 6;
/** "COTONEMADE": a fibre glued to the next word must itself be this long. */
const GLUED_CHARS_MIN = 5;

/** Linings, paddings and trims are made of something else than the garment. */
const OTHER_PART =
  /\b(?:fodera|foderato|interno|imbottitura|bordo|bordi|inserti|(?<!a )coste|ricami|tasche|colletto|lining|padding|filling|trim|rib|ribbing|pocket|doublure|garnissage|rembourrage|empiecement|bord|futter|fullung|wattierung|besatz|bundchen|forro(?! polar)|relleno|ribete|voering|suola|sole|soletta|fodero)\b/g;
const MAIN_PART =
  /\b(?:esterno|tessuto|tessuto esterno|tomaia|corpo|principale|outer|outer shell|shell|body|main|upper|exterieur|tissu|dessus|oberstoff|aussenmaterial|obermaterial|exterior|tejido|buitenkant)\b/g;

/** What the eye of a machine takes for figures, only before a percent sign. */
const FIGURES: Record<string, string> = {
  o: "0",
  q: "0",
  l: "1",
  i: "1",
  "|": "1",
  s: "5",
  b: "8",
};
const PERCENT =
  /((?:(?<![\d.,])\d|(?<![\p{L}\d.,])[oqlisb|])[\doqlisb|]{0,2}(?:[.,]\d{1,2})?)\s*(?:%|°\s*\/\s*[o0]|º\s*\/\s*[o0]|℅|(?<=\d\s*)o\/o)/giu;

interface Share {
  readonly percent: number;
  readonly at: number;
  readonly end: number;
}

export function parseMaterial(text: string): Fibres {
  const main = mainPart(text.slice(0, TEXT_CHARS_MAX));
  const shares = sharesOf(main);
  return shares.length > 0 ? withShares(main, shares) : withoutShares(main);
}

/** The text up to the first other part; the marked main part where it does not come first. */
function mainPart(text: string): string {
  const plain = sameLengthFold(text);
  const mains = Array.from(plain.matchAll(MAIN_PART), (match) => match.index);
  const others = Array.from(plain.matchAll(OTHER_PART), (match) => match.index);
  const [other] = others;
  if (other === undefined) return text;
  const before = text.slice(0, other);
  if (sharesOf(before).length > 0) return before;
  const start = mains.find((at) => at > other);
  if (start === undefined) return before;
  return text.slice(start, others.find((at) => at > start) ?? text.length);
}

/** Folded letter by letter, so that places stay where they are. */
const sameLengthFold = (text: string): string =>
  text.replace(/[^\p{ASCII}]/gu, (char) => fold(char).charAt(0).padEnd(char.length) || " ")
    .toLowerCase();

function sharesOf(text: string): Share[] {
  return Array.from(text.matchAll(PERCENT), (match): Share => {
    const figures = (match[1] ?? "").toLowerCase().replace(/[a-z|]/g, (c) => FIGURES[c] ?? c);
    return {
      percent: Number(figures.replace(",", ".")),
      at: match.index,
      end: match.index + match[0].length,
    };
  }).filter(({ percent }) => percent > 0 && percent <= WHOLE);
}

/** "55% LINO" or "LINO 55%": the side on which the first share has a fibre is the side of all. */
function withShares(text: string, shares: readonly Share[]): Fibres {
  const after = shares.map(({ end }, i) => text.slice(end, shares[i + 1]?.at ?? text.length));
  const before = shares.map(({ at }, i) => text.slice(shares[i - 1]?.end ?? 0, at));
  const leading = fibreIn(before[0] ?? "", true) !== null &&
    (shares.length > 1 ? fibreIn(after.at(-1) ?? "", true) === null : true);
  const fibres: Fibres = [];
  let total = 0;
  for (const [i, { percent }] of shares.entries()) {
    const found = fibreIn((leading ? before : after)[i] ?? "", true);
    if (!found || fibres.some(({ fibre }) => fibre === found.key)) continue;
    fibres.push({ fibre: found.key, percent });
    total += percent;
    // What follows a whole is another language or another part.
    if (total >= WHOLE || fibres.length === FIBRES_MAX) break;
  }
  return total > WHOLE ? [] : fibres;
}

function withoutShares(text: string): Fibres {
  const found = MATERIAL_WORDS.all(wordsOf(text)).map(({ value }) => value.key);
  return [...new Set(found)].slice(0, FIBRES_MAX).map((fibre) => ({ fibre }));
}

/** The first fibre named in a few words beside a share. */
function fibreIn(text: string, besideShare: boolean): Material | null {
  const words = wordsOf(text);
  const taken = new Set<number>();
  for (const phrase of MATERIAL_WORDS.all(words)) {
    if (isFree(phrase, taken)) take(phrase, taken);
    return phrase.value;
  }
  for (const word of words) {
    const found = misread(word, besideShare);
    if (found) return found;
  }
  return null;
}

/** Letters that machines confuse count as one. */
const skeleton = (word: string): string =>
  word.replace(/[1l|]/g, "i").replace(/[0q]/g, "o").replace(/5/g, "s").replace(/8/g, "b");

const SKELETONS = new Map(
  MATERIALS.flatMap((material) =>
    material.words.filter((word) => !word.includes(" ")).map((word) =>
      [skeleton(fold(word)), material] as const
    )
  ),
);
const ABBREVIATIONS = new Map(
  MATERIALS.flatMap((material) =>
    material.abbreviations.map((short) => [short.toLowerCase(), material] as const)
  ),
);

function misread({ text }: Word, besideShare: boolean): Material | null {
  const short = besideShare ? ABBREVIATIONS.get(text) : undefined;
  if (short) return short;
  const bones = skeleton(text);
  const exact = SKELETONS.get(bones);
  if (exact) return exact;
  for (const [word, material] of SKELETONS) {
    if (word.length >= GLUED_CHARS_MIN && bones.startsWith(word)) return material;
    if (word.length >= TYPO_CHARS_MIN && oneApart(word, bones)) return material;
  }
  return null;
}
