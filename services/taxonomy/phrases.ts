/** Finds known phrases in words: at each place the longest wins, and no word is used twice. */
import { phraseWords, type Word, wordsOf } from "../base/text.ts";

/** From the first word to the one after the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Found<T> extends Span {
  readonly value: T;
  /** Offset in the text. */
  readonly at: number;
}

interface Phrase<T> {
  readonly rest: readonly string[];
  readonly value: T;
}

const NONE: ReadonlySet<number> = new Set();

type Entries<T> = Iterable<readonly [phrase: string, value: T]>;

export class Phrasebook<T> {
  readonly #entries: () => Entries<T>;
  #index: Map<string, Phrase<T>[]> | null = null;

  /** The entries are read when the first text is searched, so that a start does not wait for them. */
  constructor(entries: () => Entries<T>) {
    this.#entries = entries;
  }

  get #byFirstWord(): ReadonlyMap<string, readonly Phrase<T>[]> {
    return this.#index ??= indexed(this.#entries());
  }

  /** Every single word of its phrases. */
  *words(): Generator<string> {
    for (const [first, phrases] of this.#byFirstWord) {
      yield first;
      for (const { rest } of phrases) yield* rest;
    }
  }

  /** The longest phrase that begins at this word and holds no word that is taken already. */
  at(words: readonly Word[], from: number, taken: ReadonlySet<number> = NONE): Found<T> | null {
    const first = words[from];
    if (!first || taken.has(from)) return null;
    const phrase = this.#byFirstWord.get(first.text)?.find(({ rest }) =>
      rest.every((text, i) => words[from + 1 + i]?.text === text && !taken.has(from + 1 + i))
    );
    if (!phrase) return null;
    return { value: phrase.value, from, to: from + 1 + phrase.rest.length, at: first.at };
  }

  /** All phrases from left to right, past the words that are taken already. */
  all(words: readonly Word[], taken: ReadonlySet<number> = NONE): Found<T>[] {
    const found: Found<T>[] = [];
    for (let from = 0; from < words.length;) {
      const phrase = this.at(words, from, taken);
      if (phrase) {
        found.push(phrase);
        from = phrase.to;
      } else from += 1;
    }
    return found;
  }

  /** @returns the value of the phrase that the whole text is, if any */
  exactly(text: string): T | undefined {
    const words = wordsOf(text);
    const phrase = this.at(words, 0);
    return phrase?.to === words.length ? phrase.value : undefined;
  }
}

function indexed<T>(entries: Entries<T>): Map<string, Phrase<T>[]> {
  const index = new Map<string, Phrase<T>[]>();
  for (const [phrase, value] of entries) {
    const [first, ...rest] = phraseWords(phrase);
    if (first === undefined) continue;
    const phrases = index.get(first);
    if (phrases) phrases.push({ rest, value });
    else index.set(first, [{ rest, value }]);
  }
  for (const phrases of index.values()) phrases.sort((a, b) => b.rest.length - a.rest.length);
  return index;
}

export function isFree({ from, to }: Span, taken: ReadonlySet<number>): boolean {
  for (let i = from; i < to; i++) if (taken.has(i)) return false;
  return true;
}

export function take({ from, to }: Span, taken: Set<number>): void {
  for (let i = from; i < to; i++) taken.add(i);
}
