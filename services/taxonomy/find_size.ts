/** Finds the part of a text that is a size: after its word, or in a form that nothing else has. */
import type { Kind } from "./kinds.ts";

const FIGURE = String.raw`\d{1,2}(?:[.,]\d|½|\s1\/2)?`;
const LETTER = String.raw`(?:[2-6]X|X{0,4})[SL]|M`;
/** "tg 42", "taglia M", "size IT 42", "n. 38,5", "T38": the word before it makes it a size. */
const NAMED_SIZE = new RegExp(
  String
    .raw`(?<![\p{L}\d])(?:(?:taglia|taille|talla|size|maat|misura|tgl?|gr|gr\u00f6(?:ss|\u00df)e|numero|num|nr)[.:°]?\s*((?:(?:IT|EUR?|FR|UK|US|W)\s?)?${FIGURE}(?:\/\d\d)?(?:\s?(?:mesi|mois|months?|anni|ans|years?|A|M|Y))?|\d{2,3}\s?cm|(?:${LETTER})(?:\s?\/\s?\d\d)?|unica|unique)|(?:t|n|mt)[.°]?\s?(${FIGURE}))(?![\p{L}\d])`,
  "iu",
);
/** Forms that nothing but a size has. */
const OWN_SIZES: readonly RegExp[] = [
  /(?<![\p{L}\d])(W\s?\d\d(?:\s?[/x]?\s?L\s?\d\d)?)(?![\p{L}\d])/iu,
  /(?<![\p{L}\d])((?:IT|EUR?|FR|UK)\s?\d\d(?:[.,]5)?)(?![\p{L}\d])/u,
  /(?<![\p{L}\d])(\d{1,2}(?:\s?[-/]\s?\d{1,2})?\s?(?:mesi|mois|months|anni|ans|years)(?:\s?\/\s?\d{2,3}\s?cm)?)(?![\p{L}\d])/iu,
  new RegExp(String.raw`(?<![\p{L}\d'’&.-])(${LETTER})(?![\p{L}\d'’&-])`, "u"),
  /(?<![\p{L}\d.,])((?:3[5-9]|4\d)[.,]5)(?![\d\p{L}])/u,
];
/** A bare number that ends the text: of grown-ups always, of children on shoes only. */
const LAST_NUMBER = /(?<![\p{L}\d.,/])(3[4-9]|4[0-8])\s*$/u;
const LAST_SHOE_NUMBER = /(?<![\p{L}\d.,/])((?:1[7-9]|[23]\d|4[0-8])(?:[.,]5)?)\s*$/u;

export interface TypedSize {
  readonly text: string;
  readonly named: boolean;
}

export function findSize(text: string, kind: Kind | undefined): TypedSize | null {
  const [, word, figure] = NAMED_SIZE.exec(text) ?? [];
  const named = word ?? figure;
  if (named) return { text: named.trim(), named: true };
  const last = kind?.measures[0] === "insole" ? LAST_SHOE_NUMBER : LAST_NUMBER;
  for (const form of [...OWN_SIZES, last]) {
    const own = form.exec(text)?.[1];
    if (own) return { text: own.trim(), named: false };
  }
  return null;
}
