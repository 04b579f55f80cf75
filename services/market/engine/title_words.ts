/** The words of a title that may say something about its price. */
import { z } from "zod";
import data from "../data/title_words.json" with { type: "json" };

const WordsFile = z.object({ same: z.array(z.string()), silent: z.string() });
const file = WordsFile.parse(data);

const SAME = new Map(
  file.same.flatMap((line) => {
    const words = line.split(" ");
    return words.map((word) => [word, words[0] ?? word] as const);
  }),
);
const SILENT = new Set(file.silent.split(" "));
/** Longer words lose their ending: "bordeaux" and "bordò" part, but "grigio" and "grigia" meet. */
const STEM_CHARS = 5;
const WORDS_MAX = 40;

/** Most titles have no accents, and fold quickly. */
const FOREIGN = /[^ -~]/;

/** Without case and accents, in letters and figures only. */
export const folded = (text: string): string =>
  FOREIGN.test(text)
    ? text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
    : text.toLowerCase();

export interface TitleWords {
  /** Each once; endings are cut, languages are joined. */
  readonly words: readonly string[];
  /** How many words there were: who writes more knows more of what is sold. */
  readonly length: number;
}

export function titleWords(title: string): TitleWords {
  const all = (folded(title).match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, WORDS_MAX)
    // One or two figures are a size, a year or a count, and the size has its own field.
    .filter((word) => !SILENT.has(word) && !/^\d{1,2}$/.test(word))
    .map((word) => SAME.get(word) ?? word);
  return { words: [...new Set(all.map(stem))], length: all.length };
}

const stem = (word: string): string =>
  word.length > STEM_CHARS && !/\d/.test(word) ? word.slice(0, STEM_CHARS) : word;
