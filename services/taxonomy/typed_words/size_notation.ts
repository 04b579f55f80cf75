/** How a size is written, at one place of a sentence: "EU 38", "38,5", "W32 L34", "3-6 mesi", "XL", "6 US". */
import type { Span } from "../phrases.ts";
import type { Sentence } from "./sentence.ts";

export interface TypedSize extends Span {
  /** Text for `parseSize`: "EU 38", "3-6 mesi". */
  readonly text: string;
  /** A word or the notation proves that it is a size. */
  readonly named: boolean;
}

const SYSTEM = /^(?:it|ita|eu|eur|fr|uk|us|usa|de|es|int)$/;
const KIDS_UNIT =
  /^(?:mesi|mese|anni|anno|mois|ans|months?|mths|years?|yrs|anos|jahre|monate|meses)$/;
const KIDS_GLUED = /^\d{1,2}(?:m|a|y|mesi|anni)$/;
const KIDS_MONTHS_MAX = 48;
const KIDS_YEARS_MAX = 18;
const WAIST = /^w\d\d$/;
const LEG = /^l\d\d$/;
const LETTERS = /^(?:[2-9]x[sl]|x{1,5}[sl]|[sml])$/;
const CUP = /^(?:[1-7]|[6-9]\d|1[01]\d)[a-h]{1,2}$/;
/** Letters as they are spelled or said. */
const LETTER_WORDS: Readonly<Record<string, string>> = {
  small: "S",
  medium: "M",
  large: "L",
  media: "M",
  esse: "S",
  emme: "M",
  elle: "L",
  piccola: "S",
  extralarge: "XL",
  xlarge: "XL",
  extrasmall: "XS",
};
/** Everyday words too: a size only behind its word. */
const LETTERS_IF_NAMED: ReadonlySet<string> = new Set(["media", "esse", "emme", "elle", "piccola"]);
/** Half sizes of shoes are written so often that they need no word. */
const HALF_SHOES = { above: 34, below: 49 };
/** The two ends of one size are near each other; "40 / 8" are two systems. */
const RANGE_MAX = 12;

export function sized(sentence: Sentence, span: Span, text = textOf(sentence, span)): TypedSize {
  return { from: span.from, to: span.to, text, named: false };
}

/** As typed, but spelled numbers and halves in figures: "37 e mezzo" is "37.5". */
function textOf(sentence: Sentence, { from, to }: Span): string {
  const figure = sentence.figureAt(from);
  const isSpoken = figure?.to === to && !/^\d/.test(sentence.typed({ from: to - 1, to }));
  return isSpoken ? String(figure.value) : sentence.typed({ from, to });
}

/**
 * Several ways to say the same size side by side are one: "XXL / IT 48 / EU 44", "EU 39 US 8".
 * @param named after a word for sizes, where a bare number is a size too
 */
export function sizeAt(sentence: Sentence, from: number, named: boolean): TypedSize | null {
  const first = oneSizeAt(sentence, from, named);
  if (!first) return null;
  const gap = sentence.gapBefore(first.to);
  const isJoined = /^\s*[/|(-]\s*$/.test(gap) ||
    gap.trim() === "" && isSystem(sentence, first.to);
  const next = isJoined ? sizeAt(sentence, first.to, false) : null;
  if (!next) return first;
  // A number without a system is the European one, whatever others stand behind it.
  const isPlain = /^[\d.,½ ]+$/.test(first.text);
  return sized(sentence, { from, to: next.to }, isPlain ? first.text : undefined);
}

function oneSizeAt(sentence: Sentence, from: number, named: boolean): TypedSize | null {
  const word = sentence.word(from);
  const only = { from, to: from + 1 };
  if (isSystem(sentence, from)) return systemAt(sentence, from);
  if (WAIST.test(word)) {
    return sized(sentence, { from, to: LEG.test(sentence.word(from + 1)) ? from + 2 : from + 1 });
  }
  if (KIDS_GLUED.test(word) || named && CUP.test(word)) return sized(sentence, only);
  if (LETTERS.test(word)) return lettersAt(sentence, from, named);
  if (named && word in LETTER_WORDS) return saidLetter(sentence, from);
  return numberAt(sentence, from, named);
}

/** "DE" and "ES" are small words of other languages, but for capitals. */
function isSystem(sentence: Sentence, at: number): boolean {
  const word = sentence.word(at);
  const isSmallWord = /^(?:de|es)$/.test(word) && sentence.typed({ from: at, to: at + 1 }) === word;
  return SYSTEM.test(word) && !isSmallWord;
}

/** "EU 38", "IT 42-44", "EU M". */
function systemAt(sentence: Sentence, from: number): TypedSize | null {
  const isBeside = /^[\s.:-]*$/.test(sentence.gapBefore(from + 1));
  const number = isBeside ? rangeAt(sentence, from + 1) : null;
  if (number) return sized(sentence, { from, to: number.to });
  const isLetter = LETTERS.test(sentence.word(from + 1));
  return isLetter ? sized(sentence, { from: from + 1, to: from + 2 }) : null;
}

/** "38", "38,5", "36/38", with its unit or system: "4-5 anni", "6 US", "104 cm" of children. */
function numberAt(sentence: Sentence, from: number, named: boolean): TypedSize | null {
  const range = rangeAt(sentence, from);
  if (!range) return null;
  const unit = sentence.word(range.to);
  const withUnit = { from, to: range.to + 1 };
  if (KIDS_UNIT.test(unit)) return ageAt(sentence, range, unit);
  if (isSystem(sentence, range.to) && sentence.tokens[range.to + 1]?.figure === undefined) {
    return sized(sentence, withUnit);
  }
  if (unit === "cm") return named ? sized(sentence, withUnit) : null;
  if (unit === "%" || unit === "x") return null;
  const isHalfShoe = range.value % 1 === 0.5 && range.value > HALF_SHOES.above &&
    range.value < HALF_SHOES.below;
  return named || isHalfShoe ? sized(sentence, range) : null;
}

/** "5 anni", "18 mesi", "5 anni / 110 cm"; "42 anni 90" holds no age. */
function ageAt(sentence: Sentence, { from, to, value }: NumberRange, unit: string) {
  const most = /^m[oe]/.test(unit) ? KIDS_MONTHS_MAX : KIDS_YEARS_MAX;
  if (value > most) return null;
  const height = sentence.figureAt(to + 1);
  const isHeight = height !== null && sentence.word(height.to) === "cm";
  return sized(sentence, { from, to: isHeight ? height.to + 1 : to + 1 });
}

interface NumberRange extends Span {
  readonly value: number;
}

/** "38" or "36/38". */
export function rangeAt(sentence: Sentence, from: number): NumberRange | null {
  const low = sentence.figureAt(from);
  if (!low) return null;
  const isPair = /^\s?[-/]\s?$/.test(sentence.gapBefore(low.to));
  const high = isPair ? sentence.figureAt(low.to) : null;
  const isRange = high && Math.abs(high.value - low.value) <= RANGE_MAX;
  return { from, to: isRange ? high.to : low.to, value: low.value };
}

function lettersAt(sentence: Sentence, from: number, named: boolean): TypedSize | null {
  if (!named && !isOwnLetter(sentence, from)) return null;
  const isPair = /^\s?[-/]\s?$/.test(sentence.gapBefore(from + 1)) &&
    (LETTERS.test(sentence.word(from + 1)) || sentence.tokens[from + 1]?.figure !== undefined);
  return sized(sentence, { from, to: isPair ? from + 2 : from + 1 });
}

/** "XL" in any case; "S", "M" and "L" in capitals with no figure behind. */
function isOwnLetter(sentence: Sentence, at: number): boolean {
  const typed = sentence.typed({ from: at, to: at + 1 });
  const isSaid = typed.length > 1 ||
    typed === typed.toUpperCase() && sentence.tokens[at + 1]?.figure === undefined;
  return isSaid && isApart(sentence, at);
}

/** A letter that no sign joins to another word, as in "l'orlo" and "H&M". */
const isApart = (sentence: Sentence, at: number): boolean =>
  !/['’&.-]$/.test(sentence.gapBefore(at)) && !/^['’&]/.test(sentence.gapBefore(at + 1));

/** "s" or "M", which is a size only where something is sized in letters. */
export function bareLetterAt(sentence: Sentence, at: number): TypedSize | null {
  if (!/^[sml]$/.test(sentence.word(at)) || !isApart(sentence, at)) return null;
  return sized(sentence, { from: at, to: at + 1 });
}

/** "Small" says a size by itself, "media" only behind its word; "large" is also how a cut is called. */
export function letterWordAt(sentence: Sentence, at: number): TypedSize | null {
  const word = sentence.word(at);
  const isCut = /^(?:de|plus|trop|pant|leg|wide)$/.test(sentence.word(at - 1));
  if (!(word in LETTER_WORDS) || LETTERS_IF_NAMED.has(word) || isCut) return null;
  return saidLetter(sentence, at);
}

function saidLetter(sentence: Sentence, at: number): TypedSize {
  const letter = LETTER_WORDS[sentence.word(at)]!;
  const isExtra = sentence.word(at - 1) === "extra" && sentence.isFreeAt(at - 1);
  return isExtra
    ? sized(sentence, { from: at - 1, to: at + 1 }, `X${letter}`)
    : sized(sentence, { from: at, to: at + 1 }, letter);
}

/** "75B" of a bra. */
export const cupAt = (sentence: Sentence, at: number): TypedSize | null =>
  CUP.test(sentence.word(at)) ? sized(sentence, { from: at, to: at + 1 }) : null;
