/** Finding items by words: accents and typos forgiven, numbers exact. */
import SearchableMap from "minisearch/SearchableMap";
import { fold } from "../base/text.ts";

/** Allowed typos for each character: a fifth may differ, so "scarpe" finds "scarpa". */
const TYPOS_PER_LETTER = 0.2;
const TYPOS_MAX = 2;
/** Shorter words have too many neighbours. */
const TYPO_CHARS_MIN = 4;
const PREFIX_CHARS_MIN = 2;
/** A search of more words is only slower. */
const WORDS_MAX = 12;

/** Weight of a word in the name, relative to one elsewhere. */
const NAME_WEIGHT = 3;
const PREFIX_WEIGHT = 0.5;
const TYPO_WEIGHT = 0.4;

/** Searchable text of one item. */
export interface SearchText {
  /** Brand, model and category. */
  readonly name: string;
  /** Everything else. */
  readonly rest: string;
}

interface Search {
  put(number: number, text: SearchText): void;
  remove(number: number): void;
  /** @returns numbers of items with every word, best match first, then newest */
  find(text: string): number[];
}

/**
 * In which items a word stands. Each is its number, doubled, and one more where the word is in the name: ten
 * thousand items have a third of a million of these, and a small integer is the smallest thing there is.
 */
type Posting = number[];

export function createSearch(): Search {
  const postings = new SearchableMap<Posting>();
  const texts = new Map<number, SearchText>();

  function add(word: string, place: number): void {
    const posting = postings.get(word);
    if (posting) posting.push(place);
    else postings.set(word, [place]);
  }

  function drop(word: string, place: number): void {
    const posting = postings.get(word)!;
    posting.splice(posting.indexOf(place), 1);
    if (posting.length === 0) postings.delete(word);
  }

  /** Yields each posting that a word may mean, with its weight. */
  function* meanings(word: string): Generator<[Posting, number]> {
    const exact = postings.get(word);
    if (exact) yield [exact, 1];
    if (word.length >= PREFIX_CHARS_MIN && !/^\d+$/.test(word)) {
      for (const [longer, posting] of postings.atPrefix(word)) {
        yield [posting, PREFIX_WEIGHT * word.length / longer.length];
      }
    }
    if (word.length < TYPO_CHARS_MIN || /\d/.test(word)) return;
    const typos = Math.min(Math.round(word.length * TYPOS_PER_LETTER), TYPOS_MAX);
    for (const [posting, distance] of postings.fuzzyGet(word, typos).values()) {
      if (distance > 0) yield [posting, TYPO_WEIGHT / distance];
    }
    for (const swapped of withSwappedLetters(word)) {
      const posting = postings.get(swapped);
      if (posting) yield [posting, TYPO_WEIGHT];
    }
  }

  function scoresOf(word: string): Map<number, number> {
    const found = [...meanings(word)];
    // All meanings share one rarity, so that a rare misspelling does not rank above the word itself.
    const places = found.reduce((sum, [posting]) => sum + posting.length, 0);
    const rarity = Math.log(1 + texts.size / places);
    const scores = new Map<number, number>();
    for (const [posting, weight] of found) {
      for (const place of posting) {
        const score = rarity * weight * (place & 1 ? NAME_WEIGHT : 1);
        const number = place >> 1;
        if (!(scores.get(number)! >= score)) scores.set(number, score);
      }
    }
    return scores;
  }

  return {
    put(number, text) {
      const known = texts.get(number);
      if (known?.name === text.name && known.rest === text.rest) return;
      const before = placesOf(number, known);
      const after = placesOf(number, text);
      for (const [word, place] of before) if (after.get(word) !== place) drop(word, place);
      for (const [word, place] of after) if (before.get(word) !== place) add(word, place);
      texts.set(number, text);
    },
    remove(number) {
      for (const [word, place] of placesOf(number, texts.get(number))) drop(word, place);
      texts.delete(number);
    },
    find(text) {
      const [first, ...others] = [...new Set(wordsOf(text))].slice(0, WORDS_MAX);
      if (first === undefined) return [];
      const totals = scoresOf(first);
      for (const word of others) {
        const scores = scoresOf(word);
        for (const [number, total] of totals) {
          const score = scores.get(number);
          if (score === undefined) totals.delete(number);
          else totals.set(number, total + score);
        }
      }
      return bestFirst(totals);
    },
  };
}

function placesOf(number: number, text?: SearchText): Map<string, number> {
  const places = new Map<string, number>();
  for (const word of wordsOf(text?.rest ?? "")) places.set(word, number << 1);
  for (const word of wordsOf(text?.name ?? "")) places.set(word, number << 1 | 1);
  return places;
}

const SCORE_STEPS = 10_000;
const NUMBERS = 2 ** 24;

/** Score and number packed in one, because plain numbers sort ten times as fast as pairs. */
function bestFirst(totals: ReadonlyMap<number, number>): number[] {
  const packed = Float64Array.from(
    totals,
    ([number, total]) => Math.round(total * SCORE_STEPS) * NUMBERS + number,
  );
  return Array.from(packed.sort().reverse(), (pair) => pair % NUMBERS);
}

/** Yields words with two neighbouring letters swapped ("nkie" for "nike"), which edit distance counts as two errors. */
function* withSwappedLetters(word: string): Generator<string> {
  for (let at = 1; at < word.length; at++) {
    const [before, after] = [word[at - 1]!, word[at]!];
    if (before !== after) yield word.slice(0, at - 1) + after + before + word.slice(at + 1);
  }
}

const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

interface AskedNumber {
  readonly number: number;
  /** Written as a label's number: nothing else is meant. */
  readonly surely: boolean;
}

/** "231" may be a number or a word; "N. 0231" and "#231" are a number. */
export function askedNumber(text: string): AskedNumber | null {
  const [, mark, digits] = /^\s*(n\s*[.°º]?|nr\.?|no\.?|num\.?|#)?\s*(\d{1,9})\s*$/i.exec(text) ??
    [];
  return digits
    ? { number: Number(digits), surely: mark !== undefined || digits[0] === "0" }
    : null;
}
