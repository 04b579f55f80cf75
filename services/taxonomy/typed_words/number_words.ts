/** Numbers as they are spelled when they are dictated: "cinquantuno", "centodieci", "forty two". */
import { type Found, Phrasebook } from "../phrases.ts";
import type { Word } from "../../base/text.ts";

/** Largest number in words: measures, sizes and prices in words stay below. */
const LARGEST = 199;

const IT_UNITS =
  "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove"
    .split(" ");
const IT_TENS = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta".split(" ");
const EN_UNITS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    .split(" ");
const EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

function italian(value: number): string {
  if (value >= 100) return `cento${value === 100 ? "" : italian(value - 100)}`;
  if (value < 20) return IT_UNITS[value]!;
  const tens = IT_TENS[Math.floor(value / 10) - 2]!;
  const unit = value % 10;
  if (unit === 0) return tens;
  // The vowel before "uno" and "otto" falls: "ventuno", "trentotto".
  return (unit === 1 || unit === 8 ? tens.slice(0, -1) : tens) + IT_UNITS[unit]!;
}

function english(value: number): string {
  if (value >= 100) return `one hundred${value === 100 ? "" : ` ${english(value - 100)}`}`;
  if (value < 20) return EN_UNITS[value]!;
  const unit = value % 10;
  return EN_TENS[Math.floor(value / 10) - 2]! + (unit === 0 ? "" : ` ${EN_UNITS[unit]!}`);
}

const NUMBER_WORDS = new Phrasebook<number>(() =>
  Array.from({ length: LARGEST }, (_, i) => i + 1).flatMap((value) =>
    [italian(value), english(value)].map((phrase) => [phrase, value] as const)
  )
);

export const numberWordAt = (words: readonly Word[], from: number): Found<number> | null =>
  NUMBER_WORDS.at(words, from);
