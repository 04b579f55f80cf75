/** How to wash it: the care symbols as words, read from a tag in any of the five languages. */
import { z } from "zod";
import { type Labels, readLabels, readWords } from "./labels.ts";
import { type Found, Phrasebook } from "./phrases.ts";
import { type Word, wordsOf } from "../base/text.ts";
import data from "./data/care.json" with { type: "json" };

interface Care {
  readonly key: string;
  readonly labels: Labels;
}

interface CareRead {
  /** Keys of `CARE`, each once, in the order of `CARE`. */
  readonly care: string[];
  /** An instruction is cut off, or two contradict each other: its meaning may be the opposite. */
  readonly isPart: boolean;
}

const CareFile = z.object({
  care: z.record(z.string(), z.object({ labels: z.string(), words: z.string() })),
});
const file = CareFile.parse(data);

export const CARE: readonly Care[] = Object.entries(file.care).map(([key, { labels }]) => ({
  key,
  labels: readLabels(labels),
}));

const CARE_WORDS = new Phrasebook<string>(() =>
  Object.entries(file.care).flatMap(([key, { words }]) =>
    readWords(words).map((word) => [word, key] as const)
  )
);
/** A bare temperature is a wash only with its sign. */
const DEGREES = /(?<!\d)([346]0)\s?[°º]/g;

/** Instructions that cannot stand on one label: one of them lost its "not". */
const OPPOSITES: readonly (readonly [string, string])[] = [
  ["no_wash", "wash_30"],
  ["no_wash", "wash_40"],
  ["no_wash", "wash_60"],
  ["no_wash", "hand_wash"],
  ["no_iron", "iron_low"],
  ["no_iron", "iron_medium"],
  ["no_tumble", "tumble_low"],
  ["no_dry_clean", "dry_clean"],
];
/** After these an instruction goes on: "non lavare a" is not "non lavare". */
const GOES_ON: ReadonlySet<string> = new Set(["a", "at", "bei", "in", "with", "con", "mit", "en"]);
/** Whole instructions whose opposite differs by one short word before it, which may have been misread. */
const INVERTIBLE: ReadonlySet<string> = new Set([
  "dry_clean",
  "iron_low",
  "iron_medium",
  "tumble_low",
]);
const SHORT_WORD_CHARS_MAX = 3;
/** Short words that do stand before an instruction without turning it round. */
const HARMLESS: ReadonlySet<string> = new Set([
  "e",
  "o",
  "or",
  "et",
  "ou",
  "y",
  "und",
  "nur",
  "and",
  "p",
]);

/** The keys of CARE that the text names. */
export const parseCare = (text: string): string[] => readCare(text).care;

export function readCare(text: string): CareRead {
  const words = wordsOf(text).map(withoutZeros);
  const named = CARE_WORDS.all(words);
  const kept = named.filter((found) =>
    !isCutOff(found, words, text) && !mayBeInverted(found, words, text)
  );
  const degrees = Array.from(text.matchAll(DEGREES), ([, celsius]) => `wash_${celsius}`);
  const seen = new Set([...kept.map(({ value }) => value), ...degrees]);
  const contradictions = OPPOSITES.filter((pair) => pair.every((key) => seen.has(key))).flat();
  for (const key of contradictions) seen.delete(key);
  return {
    care: CARE.map(({ key }) => key).filter((key) => seen.has(key)),
    isPart: kept.length < named.length || contradictions.length > 0,
  };
}

/** Machines read "NON" as "N0N". */
const withoutZeros = (word: Word): Word =>
  /[a-z]/.test(word.text) ? { ...word, text: word.text.replaceAll("0", "o") } : word;

/** The instruction goes on with something that no list knows: its end was not read. */
function isCutOff({ to }: Found<string>, words: readonly Word[], text: string): boolean {
  const [last, next] = [words[to - 1], words[to]];
  return last !== undefined && next !== undefined && GOES_ON.has(next.text) &&
    /^\s*$/.test(text.slice(last.end, next.at)) && !isLineBreak(text, last, next);
}

function mayBeInverted(
  { from, value }: Found<string>,
  words: readonly Word[],
  text: string,
): boolean {
  if (!INVERTIBLE.has(value)) return false;
  const [before, first] = [words[from - 1], words[from]];
  if (!before || !first || isLineBreak(text, before, first)) return false;
  return /^[^.,;:/|·-]*$/.test(text.slice(before.end, first.at)) && !/\d/.test(before.text) &&
    before.text.length <= SHORT_WORD_CHARS_MAX && !HARMLESS.has(before.text);
}

const isLineBreak = (text: string, before: Word, after: Word): boolean =>
  text.slice(before.end, after.at).includes("\n");
