/**
 * Splits typed or dictated words into tokens: words without case and accents, figures with their value ("44,5",
 * "42½", "42 1/2", "42 2/3"), currency signs. Units and size words that are glued to a figure come apart:
 * "50cm", "18euro", "tg42", "EU38".
 */
import { fold, type Word } from "../../base/text.ts";

export interface Token extends Word {
  /** The value of a token that is a figure. */
  readonly figure?: number;
}

const PARTS =
  /[€$£%]|\d+\s?½|\d{1,2} [12]\/[23](?![\d/])|\d+[.,]\d{1,2}(?![\d]|[.,]\d|\/\d(?!\d))|\d\d['’]5(?!\d)|(?:size|taglia|taille|tg|eur?|t|n)(?=\d{1,2}[.,]5(?!\d))|[\p{L}\p{N}\p{M}]+/giu;
const FIGURE = /^(\d+)(?:[.,'’](\d{1,2}))?(?:\s?(½)| ([12])\/([23]))?$/u;
const GLUED_UNIT =
  /^(\d+)(cm|mm|eur|euro|euros|euri|mesi|mese|anni|anno|mois|ans|years?|months?|eu|uk|us|it|fr)$/i;
const GLUED_SIZE_WORD = /^(taglia|taille|size|tgl|tg|t|gr|eur|eu|it|fr|uk|us|nr|n)(\d{1,2})$/i;
/** "30x20x10", "32x34cm". */
const SIDES = /^\d+(?:x\d+)+(?:cm)?$/i;
/** A brand that looks like a size word with its figure. */
const NOT_GLUED = new Set(["n21"]);

export function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(PARTS)).flatMap(({ 0: part, index: at }) => {
    if (SIDES.test(part)) return sidesOf(part, at);
    const [, first, second] = GLUED_UNIT.exec(part) ?? GLUED_SIZE_WORD.exec(part) ?? [];
    if (first === undefined || second === undefined || NOT_GLUED.has(fold(part))) {
      return [tokenOf(part, at)];
    }
    return [tokenOf(first, at), tokenOf(second, at + first.length)];
  });
}

const sidesOf = (text: string, at: number): Token[] =>
  Array.from(text.matchAll(/\d+|[a-z]+/gi), ({ 0: part, index }) => tokenOf(part, at + index));

function tokenOf(part: string, at: number): Token {
  const word = { text: fold(part), at, end: at + part.length };
  const figure = figureOf(part);
  return figure === undefined ? word : { ...word, figure };
}

function figureOf(part: string): number | undefined {
  const [, whole, decimals = "", half, over, under] = FIGURE.exec(part) ?? [];
  if (whole === undefined) return undefined;
  const fraction = half ? 0.5 : over ? Number(over) / Number(under) : Number(`0.${decimals || 0}`);
  return Number(whole) + fraction;
}
