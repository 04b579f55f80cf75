/** Finds typed words as whole words, ignoring case and accents. */
import { wordsOf } from "../base/text.ts";

/** Alternatives, each a run of words. */
export type Phrase = readonly (readonly string[])[];

export const foldedWords = (text: string): string[] => wordsOf(text).map((word) => word.text);

/** "giacca/giubbotto" has two alternatives. */
export function parsePhrase(typed: string): Phrase {
  return typed.split("/").map(foldedWords).filter((words) => words.length > 0);
}

export const containsPhrase = (words: readonly string[], phrase: Phrase): boolean =>
  phrase.some((run) => containsRun(words, run));

/** Whether `words` contains the words of `run` side by side and in this order. */
export function containsRun(words: readonly string[], run: readonly string[]): boolean {
  return words.some((_, from) => run.every((word, at) => words[from + at] === word));
}

/** Caches the result per listing, because each listing is compared with every watch. */
export function memoize<K extends object, V>(read: (thing: K) => V): (thing: K) => V {
  const known = new WeakMap<K, V>();
  return (thing) => {
    const before = known.get(thing);
    if (before !== undefined) return before;
    const value = read(thing);
    known.set(thing, value);
    return value;
  };
}
