/** Sizes as buyers of each country read them. */
import type { Language } from "../taxonomy/mod.ts";
import { PHRASES } from "./phrases/mod.ts";

const YEARS = "anni|anno|years?|yrs?|ans?|jahre?|años?";
const MONTHS = "mesi|mese|months?|mths?|mois|monate?|meses|mes";
const AGE = new RegExp(`(\\d+)\\s*(?:(${YEARS})|(${MONTHS}))(?!\\p{L})`, "giu");
/** Labels of children's clothes abbreviate ages: "3Y", "3A", "6M". */
const SHORT_AGE = /(\d+)\s*(?:([ya])|(m))(?!\p{L})/giu;
const HALF = /(\d)[.,](\d)(?!\d)/g;
const ONE_SIZE =
  /^(?:tu|t\.?\s?u\.?|os|unica|taglia unica|one size|taille unique|unique|einheitsgr(?:ö|oe)(?:ß|ss)e|talla única|única)$/iu;
const SELF_EXPLANATORY = /^(?:W|UK|US|EU)\s?\d|\d\s\p{L}{2,}/iu;

export function isOneSize(label: string): boolean {
  return ONE_SIZE.test(label.trim());
}

/**
 * Translates ages ("3 anni" becomes "3 ans") and decimal signs ("38.5" becomes "38,5"). All else
 * stays as printed.
 */
export function localiseSize(label: string, language: Language, forKids: boolean): string {
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

/** True for sizes that need no word before them: "W32 L34", "UK 5", "3 anni". */
export function isSelfExplanatory(label: string): boolean {
  return SELF_EXPLANATORY.test(label);
}

/**
 * True when the printed label is one of the names in "M / 38", or contains the whole size ("W32
 * L34" contains "W32").
 */
export function isSameSize(printed: string, market: string): boolean {
  const plain = (text: string) =>
    text.toLowerCase().replace(/\s|^(?:eu|fr|es|taglia)(?=\W|\d)/g, "");
  const names = market.split(/[/|]/).concat(market).map(plain);
  return names.includes(plain(printed)) || printed.split(/[\s/|]+/).includes(market);
}
