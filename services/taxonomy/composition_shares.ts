/** Percentages with their fibres in one piece of text, sorted into compositions that must come to a hundred. */
import { fibreIn, unknownFibre } from "./fibre_words.ts";
import { wordsOf } from "../base/text.ts";

interface Share {
  /** A key of the materials, or the label's own words for a fibre that no list knows. */
  readonly fibre: string;
  readonly percent: number;
}

const WHOLE = 100;
/** Makers round: 33 + 33 + 33 is a whole composition. */
const ROUNDING = 1;
const BESIDE_WORDS = 4;

/** Letters that OCR reads for digits; replaced only before a percent sign. */
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
  /((?:(?<![\d.,])\d|(?<![\p{L}\d.,])[oqlisb|])[\doqlisb|]{0,2}(?:[.,]\d{1,2})?)\s*(?:%|％|°\s*\/\s*[o0]|º\s*\/\s*[o0]|℅|(?<=\d\s*)o\/o)/giu;
/** The same where the sign may be lost: "70 COTONE". */
const NUMBER = /(?<![\p{L}\d.,/-])(\d{1,3}(?:[.,]\d{1,2})?)\s*%?(?=\s*\p{L}{2})/gu;
/** Makers tell a fibre apart from the same one made anew: both are one fibre to a buyer. */
const MADE_ANEW =
  /\b(?:ricicl\w*|recycl\w*|reciclad\w*|biologic\w*|organi[ck]\w*|bio|rigenerat\w*)\b/i;

/** Whether these percentages come to a hundred, within one point. */
export function isWhole(percents: readonly number[]): boolean {
  const total = percents.reduce((sum, percent) => sum + percent, 0);
  return Math.abs(total - WHOLE) <= ROUNDING + 1e-9;
}

/**
 * The composition that a piece of text tells, perhaps in several languages: the first one that is whole, else
 * the one that its languages tell together, else everything that was read. Empty where there is no percentage.
 */
export function sharesIn(text: string): Share[] {
  const named = sharesBy(PERCENT, text);
  // "100% made in Italy" is no composition.
  if (!named.some(({ isKnown }) => isKnown)) return [];
  const strict = composed(named);
  if (isWhole(strict.map(({ percent }) => percent))) return strict;
  const withLostSigns = composed(sharesBy(NUMBER, text).filter(({ isKnown }) => isKnown));
  const proven = strict.every(({ fibre }) => withLostSigns.some((share) => share.fibre === fibre));
  return proven && isWhole(withLostSigns.map(({ percent }) => percent)) ? withLostSigns : strict;
}

interface Named extends Share {
  readonly isKnown: boolean;
  readonly isAnew: boolean;
}

/** "55% LINO" or "LINO 55%": the side on which the first percentage has a fibre is the side of all. */
function sharesBy(pattern: RegExp, text: string): Named[] {
  const found = Array.from(text.matchAll(pattern), (match) => ({
    percent: percentOf(match[1] ?? ""),
    at: match.index,
    end: match.index + match[0].length,
  })).filter(({ percent }) => percent > 0 && percent <= WHOLE);
  const after = found.map(({ end }, i) => text.slice(end, found[i + 1]?.at ?? text.length));
  const before = found.map(({ at }, i) => text.slice(found[i - 1]?.end ?? 0, at));
  const leading = namesLead(before[0] ?? "", after.at(-1) ?? "", found.length);
  return found.flatMap(({ percent }, i): Named[] => {
    const side = leading ? "before" : "after";
    const words = beside((leading ? before : after)[i] ?? "", side);
    const known = fibreIn(words);
    const fibre = known?.key ?? unknownFibre(words, side);
    const share = { fibre, percent, isKnown: known !== null, isAnew: MADE_ANEW.test(words) };
    return fibre ? [share] : [];
  });
}

/** The words next to a percentage: further away another sentence may name a fibre. */
function beside(text: string, side: "before" | "after"): string {
  const words = wordsOf(text);
  if (words.length <= BESIDE_WORDS) return text;
  return side === "after"
    ? text.slice(0, words[BESIDE_WORDS - 1]!.end)
    : text.slice(words.at(-BESIDE_WORDS)!.at);
}

/** @param before the text before the first percentage; `after` is that after the last of `count` */
function namesLead(before: string, after: string, count: number): boolean {
  const followed = fibreIn(after) !== null;
  if (fibreIn(before) !== null && !/[,;]\s*$/.test(before)) return count === 1 || !followed;
  const unknown = unknownFibre(before, "before") !== "";
  return count > 1 && unknown && !followed && unknownFibre(after, "after") === "";
}

function percentOf(text: string): number {
  const figures = text.toLowerCase().replace(/[a-z|]/g, (char) => FIGURES[char] ?? char);
  return Number(figures.replace(",", "."));
}

function composed(shares: readonly Named[]): Share[] {
  const groups = groupsOf(shares);
  const whole = groups.find((group) => isWhole(percentsOf(group)));
  const [first] = groups;
  if (!first || whole === first) return first ?? [];
  if (whole && first.every((share) => whole.some((other) => isSame(share, other)))) return whole;
  const told = together(groups);
  return told ??
    groups.flat().filter(({ fibre }, at, all) =>
      all.findIndex((share) => share.fibre === fibre) === at
    );
}

const percentsOf = (shares: readonly Share[]) => shares.map(({ percent }) => percent);
const isSame = (a: Share, b: Share) => a.fibre === b.fibre && a.percent === b.percent;

/** A group ends when it is whole, would come to more, or says the same fibre again. */
function groupsOf(shares: readonly Named[]): Share[][] {
  const groups: Named[][] = [];
  for (const share of shares) {
    const group = groups.at(-1);
    const total = percentsOf(group ?? []).reduce((sum, percent) => sum + percent, 0);
    const known = group?.find(({ fibre }) => fibre === share.fibre);
    const fits = group && !isWhole(percentsOf(group)) && total + share.percent <= WHOLE + ROUNDING;
    if (fits && known && known.isAnew !== share.isAnew) {
      group[group.indexOf(known)] = { ...known, percent: known.percent + share.percent };
    } else if (fits && !known) group.push(share);
    else groups.push([share]);
  }
  return groups.map((group) => group.map(({ fibre, percent }) => ({ fibre, percent })));
}

/** Merges the shares that several languages give for one composition, if they agree and share a fibre. */
function together(groups: readonly Share[][]): Share[] | null {
  const [first, ...others] = groups;
  const told = [...first ?? []];
  for (const group of others) {
    const shared = group.filter(({ fibre }) => told.some((share) => share.fibre === fibre));
    const agreed = shared.every((share) => told.some((other) => isSame(share, other)));
    if (shared.length === 0 || !agreed) return null;
    told.push(...group.filter((share) => !shared.includes(share)));
  }
  return told;
}
