/** A size as a buyer of each country reads it. */
import type { Language } from "../taxonomy/mod.ts";
import { PHRASES } from "./phrases/mod.ts";

const YEARS = "anni|anno|years?|yrs?|ans?|jahre?|años?";
const MONTHS = "mesi|mese|months?|mths?|mois|monate?|meses|mes";
const AGE = new RegExp(`(\\d+)\\s*(?:(${YEARS})|(${MONTHS}))(?!\\p{L})`, "giu");
/** Labels of children's clothes say "3Y", "3A" and "6M". */
const SHORT_AGE = /(\d+)\s*(?:([ya])|(m))(?!\p{L})/giu;
const HALF = /(\d)[.,](\d)(?!\d)/g;
const ONE_SIZE =
  /^(?:tu|t\.?\s?u\.?|os|unica|taglia unica|one size|taille unique|unique|einheitsgr(?:ö|oe)(?:ß|ss)e|talla única|única)$/iu;
const SPEAKS_FOR_ITSELF = /^(?:W|UK|US|EU)\s?\d|\d\s\p{L}{2,}/iu;

export function isOneSize(label: string): boolean {
  return ONE_SIZE.test(label.trim());
}

/** "3 anni" is "3 ans" in French, "38.5" is "38,5"; everything else stays as printed. */
export function localSize(label: string, language: Language, forKids: boolean): string {
  const { age, oneSize, decimal } = PHRASES[language];
  if (isOneSize(label)) return oneSize;
  const say = (_: string, number: string, years: string | undefined) => {
    const one = Number(number) === 1;
    const word = years ? (one ? age.year : age.years) : (one ? age.month : age.months);
    return `${number} ${word}`;
  };
  const told = label.replace(AGE, say);
  const aged = forKids && told === label ? label.replace(SHORT_AGE, say) : told;
  return aged.replace(HALF, `$1${decimal}$2`);
}

/** Sizes that speak for themselves: "W32 L34", "UK 5", "3 anni". */
export function needsNoWord(label: string): boolean {
  return SPEAKS_FOR_ITSELF.test(label);
}

/** Is the printed label one of the names in "M / 38", or does it hold the whole, as "W32 L34" does "W32"? */
export function sameSize(printed: string, market: string): boolean {
  const plain = (text: string) =>
    text.toLowerCase().replace(/\s|^(?:eu|fr|es|taglia)(?=\W|\d)/g, "");
  const names = market.split(/[/|]/).concat(market).map(plain);
  return names.includes(plain(printed)) || printed.split(/[\s/|]+/).includes(market);
}
