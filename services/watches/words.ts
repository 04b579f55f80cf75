/** Words as a seller types them, found as whole words, whatever their case and accents. */
import { wordsOf } from "../base/text.ts";

/** Ways of saying the same, each a few words that stand together. */
export type Phrase = readonly (readonly string[])[];

export const foldedWords = (text: string): string[] => wordsOf(text).map((word) => word.text);

/** "giacca/giubbotto": either will do. */
export function readPhrase(typed: string): Phrase {
  return typed.split("/").map(foldedWords).filter((words) => words.length > 0);
}

export const says = (words: readonly string[], phrase: Phrase): boolean =>
  phrase.some((one) => holds(words, one));

/** Side by side, in this order. */
export function holds(words: readonly string[], run: readonly string[]): boolean {
  return words.some((_, from) => run.every((word, at) => words[from + at] === word));
}

/** One listing is compared with every watch: what is read in it is read once. */
export function once<K extends object, V>(read: (thing: K) => V): (thing: K) => V {
  const known = new WeakMap<K, V>();
  return (thing) => {
    const before = known.get(thing);
    if (before !== undefined) return before;
    const value = read(thing);
    known.set(thing, value);
    return value;
  };
}
