/** Reads what a listing may say beyond the facts, in the seller's own words: "vintage", "con cappuccio". */
import { readWords } from "../labels.ts";
import { Phrasebook } from "../phrases.ts";
import type { Sentence } from "./sentence.ts";
import data from "../data/details.json" with { type: "json" };

export const DETAIL_WORDS = new Phrasebook<string>(() =>
  readWords(data.words).map((word) => [word, word] as const)
);

export function readDetails(sentence: Sentence): string | undefined {
  const details = sentence.find(DETAIL_WORDS);
  for (const detail of details) sentence.mark("details", detail);
  return details.length > 0 ? details.map((one) => sentence.typed(one)).join(", ") : undefined;
}
