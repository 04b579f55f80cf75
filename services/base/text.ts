/** Text as it is compared, and names made of it. */

/** A word as it is compared (`fold`), with its place in the original text. */
export interface Word {
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

const LETTERS_OR_DIGITS = /[\p{L}\p{N}\p{M}]+/gu;
const MARKS = /\p{M}/gu;
/** Letters that Unicode does not take apart. */
const LIGATURES: Record<string, string> = { ß: "ss", œ: "oe", æ: "ae", ø: "o", ł: "l" };

const ASCII = /^[\0-\x7f]*$/;

/** Without case and accents: "Città" becomes "citta", "Größe" becomes "grosse". */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.toLowerCase().normalize("NFKD").replace(MARKS, "").replace(
    /[ßœæøł]/g,
    (letter) => LIGATURES[letter] ?? letter,
  );
}

export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(LETTERS_OR_DIGITS), (match) => ({
    text: fold(match[0]),
    at: match.index,
    end: match.index + match[0].length,
  }));
}

/** Words of the data files need no folding, and there are thousands. */
const PLAIN = /^[a-z0-9]+(?: [a-z0-9]+)*$/;

/** The words of a phrase, as they are compared. */
export const phraseWords = (text: string): string[] =>
  PLAIN.test(text) ? text.split(" ") : wordsOf(text).map((word) => word.text);

/** One key for a phrase, however it is written: "T-shirt", "t shirt" and "T SHIRT" are the same. */
export const phraseKey = (text: string): string => phraseWords(text).join(" ");

/** One letter changed, missing, added or swapped with its neighbour. */
export function oneApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const restA = a.slice(start);
  const restB = b.slice(start);
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2));
}

const SLUG_CHARS_MAX = 80;

/** For addresses: "Blazer Mango, beige" becomes "blazer-mango-beige"; "" where no Latin letter or figure is left. */
export function slugOf(text: string): string {
  return fold(text).replace(/[^a-z0-9]+/g, "-").slice(0, SLUG_CHARS_MAX).replace(/^-+|-+$/g, "");
}

/** The name of an uploaded file without folders and control characters; of a long one the end, with the extension. */
export function plainFileName(name: string, charsMax = Infinity): string {
  return name.split(/[\\/]/).at(-1)!.replace(/\p{Cc}/gu, "").trim().slice(-charsMax);
}
