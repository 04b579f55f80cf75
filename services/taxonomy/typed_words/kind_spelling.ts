/**
 * Brings a word back to the name of a garment: plurals and genders ("cappottone", "giacchette"), Italian
 * diminutives and augmentatives ("felpona", "gonnellina"), and one typing mistake in a longer word ("giaca").
 */
import { KIND_WORDS } from "../kinds.ts";
import { fold, oneApart, wordsOf } from "../../base/text.ts";
import { KINDS } from "../kinds.ts";

/** A mistake in a shorter word makes another word. */
const TYPO_CHARS_MIN = 6;
/** "Topino" may be a mouse; "felpina" can only be a small "felpa". */
const STEM_CHARS_MIN = 4;

const DIMINUTIVES = /(?:in|ett|ell|on|ucci|ott|cin|cion)[aeio]$/;
/** End like a diminutive of a garment and are none. */
const NO_DIMINUTIVES: ReadonlySet<string> = new Set(
  "tacchetto tacchetti cappuccino bottone bottoni cartone cartoni".split(" "),
);

interface Spellings {
  readonly stems: ReadonlyMap<string, string>;
  readonly words: readonly string[];
}

let spellings: Spellings | null = null;

/** @returns the word of `KIND_WORDS` that is meant, or null */
export function kindSpelling(word: string): string | null {
  const { stems, words } = spellings ??= readSpellings();
  return NO_DIMINUTIVES.has(word) ? null : byStem(word, stems) ?? mistyped(word, words);
}

function readSpellings(): Spellings {
  const stems = new Map<string, string>();
  const twofold = new Set<string>();
  for (const kind of KINDS.values()) {
    for (const word of kind.words.map(fold).filter((word) => wordsOf(word).length === 1)) {
      const stem = stemOf(word);
      const other = stems.get(stem);
      if (other && KIND_WORDS.exactly(other) !== kind) twofold.add(stem);
      stems.set(stem, word);
    }
  }
  // One stem of two garments, such as "cap" and "cape", tells neither.
  for (const stem of twofold) stems.delete(stem);
  return {
    stems,
    words: [...new Set(KIND_WORDS.words())].filter((word) => word.length >= TYPO_CHARS_MIN - 1),
  };
}

/** Without its ending: "giacche" and "giacca" are both "giacc". */
const stemOf = (word: string): string =>
  word.replace(/(c|g)h[ei]$/, "$1").replace(/[aeiou]$/, "").replace(/h$/, "");

function byStem(word: string, stems: ReadonlyMap<string, string>): string | null {
  const stem = stemOf(word);
  if (stem.length < STEM_CHARS_MIN) return null;
  const found = stems.get(stem);
  if (found) return found;
  const shorter = word.replace(DIMINUTIVES, "");
  return shorter === word ? null : byStem(`${shorter}a`, stems);
}

function mistyped(word: string, words: readonly string[]): string | null {
  return words.find((known) =>
    Math.max(word.length, known.length) >= TYPO_CHARS_MIN && known[0] === word[0] &&
    oneApart(known, word)
  ) ?? null;
}
