/** Finds a brand in a text: whole words, the longest name first, one typing mistake forgiven in long names. */
import { brandNames, brandSpellings, NEVER_MISSPELT, NICKNAMES } from "./brands.ts";
import { COLOUR_WORDS } from "./colours.ts";
import { KIND_WORDS } from "./kinds.ts";
import { MATERIAL_WORDS } from "./materials.ts";
import { type Found, isFree, type Span } from "./phrases.ts";
import { oneApart, type Word, wordsOf } from "../base/text.ts";

interface FoundBrand {
  readonly brand: string;
  /** Offset in the text, in UTF-16 units. */
  readonly at: number;
  /** 1 for a name in full, less for an everyday word or a forgiven mistake. */
  readonly confidence: number;
}

export type BrandSpan = FoundBrand & Span;

const ORDINARY_CONFIDENCE = 0.5;
const TYPO_CONFIDENCE = 0.6;
/** In a shorter name one letter makes another word. */
const TYPO_CHARS_MIN = 6;
const NAME_WORDS_MAX = 3;

export function findBrand(text: string): FoundBrand | null {
  const found = findBrandIn(text, wordsOf(text));
  return found && { brand: found.brand, at: found.at, confidence: found.confidence };
}

/** The same for words that are split already; the span tells which words the brand takes. */
export function findBrandIn(text: string, words: readonly Word[]): BrandSpan | null {
  return nameIn(words) ?? ordinaryNameIn(text, words) ?? misspeltNameIn(words);
}

const NONE_TAKEN: ReadonlySet<number> = new Set();

/** A name that can be nothing but a brand. */
export function nameIn(words: readonly Word[], taken = NONE_TAKEN): BrandSpan | null {
  const sure = brandNames().all(words, taken).find(({ value }) => !value.ordinary);
  return sure ? span(sure, sure.value.brand, 1) : null;
}

/** "MK", "nb": short for a brand wherever a garment is described. */
export function nicknameIn(words: readonly Word[], taken = NONE_TAKEN): BrandSpan | null {
  const short = brandNames().all(words, taken).find(({ from, to }) =>
    NICKNAMES.has(words.slice(from, to).map(({ text }) => text).join(" "))
  );
  return short ? span(short, short.value.brand, 1) : null;
}

function ordinaryNameIn(text: string, words: readonly Word[]): BrandSpan | null {
  const ordinary = brandNames().all(words).find((phrase) =>
    phrase.value.ordinary && meansBrand(text, words, phrase)
  );
  if (!ordinary) return null;
  const alone = ordinary.to - ordinary.from === words.length;
  return span(ordinary, ordinary.value.brand, alone ? 1 : ORDINARY_CONFIDENCE);
}

const span = (
  { from, to, at }: Found<unknown>,
  brand: string,
  confidence: number,
): BrandSpan => ({ brand, at, confidence, from, to });

/** "Only" is a brand when it stands alone or is written as a name inside a text that is not shouted. */
export function meansBrand(
  text: string,
  words: readonly Word[],
  { from, to, at }: Found<unknown>,
): boolean {
  if (to - from === words.length) return true;
  const before = words[from - 1]?.text;
  if (before === "marca" || before === "brand" || before === "marque" || before === "marke") {
    return true;
  }
  const first = text.charAt(at);
  return from > 0 && first !== first.toLowerCase() && text !== text.toUpperCase();
}

/** "Philippemodel", then "Philipe Model"; everyday words are no one's misspelling. */
export function misspeltNameIn(words: readonly Word[], taken = NONE_TAKEN): BrandSpan | null {
  for (let from = 0; from < words.length; from++) {
    for (let to = Math.min(from + NAME_WORDS_MAX, words.length); to > from; to--) {
      if (!isFree({ from, to }, taken)) continue;
      const some = words.slice(from, to);
      const glued = some.map((word) => word.text).join("");
      if (glued.length < TYPO_CHARS_MIN || some.every(isKnownWord)) continue;
      const near = nearest(glued);
      const at = words[from]?.at ?? 0;
      if (near) return { brand: near.brand, confidence: near.confidence, at, from, to };
    }
  }
  return null;
}

const isKnownWord = (word: Word): boolean =>
  NEVER_MISSPELT.has(word.text) ||
  [KIND_WORDS, COLOUR_WORDS, MATERIAL_WORDS].some((book) => book.at([word], 0) !== null);

/** Each long spelling under all its forms with one letter left out, so that a mistake is found by look-up. */
let gaps: { of: ReturnType<typeof brandSpellings>; forms: Map<string, string[]> } | null = null;

function formsOf(spellings: ReturnType<typeof brandSpellings>): Map<string, string[]> {
  if (gaps?.of === spellings) return gaps.forms;
  const forms = new Map<string, string[]>();
  for (const [spelling, { ordinary }] of spellings) {
    if (ordinary || spelling.length < TYPO_CHARS_MIN) continue;
    for (const form of withGaps(spelling)) {
      const same = forms.get(form);
      if (same) same.push(spelling);
      else forms.set(form, [spelling]);
    }
  }
  gaps = { of: spellings, forms };
  return forms;
}

function withGaps(word: string): string[] {
  return [word, ...Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1))];
}

function nearest(word: string): { brand: string; confidence: number } | null {
  const spellings = brandSpellings();
  const exact = spellings.get(word);
  if (exact && !exact.ordinary) return { brand: exact.brand, confidence: 1 };
  const forms = formsOf(spellings);
  for (const form of withGaps(word)) {
    const spelling = forms.get(form)?.find((candidate) =>
      candidate[0] === word[0] && oneApart(candidate, word)
    );
    const found = spelling === undefined ? undefined : spellings.get(spelling);
    if (found) return { brand: found.brand, confidence: TYPO_CONFIDENCE };
  }
  return null;
}
