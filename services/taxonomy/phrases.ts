/** Finds known phrases in words: at each place the longest wins, and no word is used twice. */
import { type Word, wordsOf } from "./text.ts";

/** From the first word to the one after the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Found<T> extends Span {
  readonly value: T;
  /** Where in the text. */
  readonly at: number;
}

interface Phrase<T> {
  readonly rest: readonly string[];
  readonly value: T;
}

export class Phrasebook<T> {
  readonly #byFirstWord = new Map<string, Phrase<T>[]>();

  constructor(entries: Iterable<readonly [phrase: string, value: T]>) {
    for (const [phrase, value] of entries) {
      this.#add(wordsOf(phrase).map((word) => word.text), value);
    }
    for (const phrases of this.#byFirstWord.values()) {
      phrases.sort((a, b) => b.rest.length - a.rest.length);
    }
  }

  #add([first, ...rest]: string[], value: T): void {
    if (first === undefined) return;
    const phrases = this.#byFirstWord.get(first);
    if (phrases) phrases.push({ rest, value });
    else this.#byFirstWord.set(first, [{ rest, value }]);
  }

  /** The longest phrase that begins at this word. */
  at(words: readonly Word[], from: number): Found<T> | null {
    const first = words[from];
    if (!first) return null;
    const phrase = this.#byFirstWord.get(first.text)?.find(({ rest }) =>
      rest.every((text, i) => words[from + 1 + i]?.text === text)
    );
    if (!phrase) return null;
    return { value: phrase.value, from, to: from + 1 + phrase.rest.length, at: first.at };
  }

  /** All phrases from left to right, past the words that are taken already. */
  all(words: readonly Word[], taken: ReadonlySet<number> = new Set()): Found<T>[] {
    const found: Found<T>[] = [];
    for (let from = 0; from < words.length;) {
      const phrase = this.at(words, from);
      if (phrase && isFree(phrase, taken)) {
        found.push(phrase);
        from = phrase.to;
      } else from += 1;
    }
    return found;
  }

  /** What the whole text says, if it is one of the phrases. */
  exactly(text: string): T | undefined {
    const words = wordsOf(text);
    const phrase = this.at(words, 0);
    return phrase?.to === words.length ? phrase.value : undefined;
  }
}

export function isFree({ from, to }: Span, taken: ReadonlySet<number>): boolean {
  for (let i = from; i < to; i++) if (taken.has(i)) return false;
  return true;
}

export function take({ from, to }: Span, taken: Set<number>): void {
  for (let i = from; i < to; i++) taken.add(i);
}
