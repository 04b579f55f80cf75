/** How to wash it: the care symbols as words, read from a tag in any of the five languages. */
import { z } from "zod";
import { type Labels, readLabels, readWords } from "./labels.ts";
import { Phrasebook } from "./phrases.ts";
import { wordsOf } from "./text.ts";
import data from "./data/care.json" with { type: "json" };

export interface Care {
  readonly key: string;
  readonly labels: Labels;
}

const CareFile = z.object({
  care: z.record(z.string(), z.object({ labels: z.string(), words: z.string() })),
});
const file = CareFile.parse(data);

export const CARE: readonly Care[] = Object.entries(file.care).map(([key, { labels }]) => ({
  key,
  labels: readLabels(labels),
}));

const CARE_WORDS = new Phrasebook<string>(
  Object.entries(file.care).flatMap(([key, { words }]) =>
    readWords(words).map((word) => [word, key] as const)
  ),
);
/** A bare temperature is a wash only with its sign. */
const DEGREES = /(?<!\d)([346]0)\s?[°º]/g;

/** The keys of CARE that the text names, each once, in the order of CARE. */
export function parseCare(text: string): string[] {
  const named = CARE_WORDS.all(wordsOf(text)).map(({ value }) => value);
  const degrees = Array.from(text.matchAll(DEGREES), ([, celsius]) => `wash_${celsius}`);
  const seen = new Set([...named, ...degrees]);
  return CARE.map(({ key }) => key).filter((key) => seen.has(key));
}
