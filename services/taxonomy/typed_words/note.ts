/** Collects the words that were not understood, as typed, so that none is dropped. */
import type { Sentence } from "./sentence.ts";

/** Function words that are dropped when all words around them were understood. */
export const SMALL_WORDS: ReadonlySet<string> = new Set(
  "e ed o a ad al allo alla ai agli alle di d del dello della dei degli delle in nel nella con per da dal dalla su il lo la i gli le l un uno una tg taglia vendo marca colore tinta and or the of in with for by at et de du des la les le en avec pour und mit von fur y con del talla size brand colour color taille"
    .split(" "),
);
/** A note does not begin or end with these; "con" and "senza" stay with the word behind them. */
const EDGE_WORDS: ReadonlySet<string> = new Set("e ed o and or et und y".split(" "));
const SEPARATOR = ", ";

export function noteOf(sentence: Sentence): string {
  const parts: string[] = [];
  for (let from = 0; from < sentence.length; from++) {
    if (!sentence.isFreeAt(from)) continue;
    const to = endOfFree(sentence, from);
    const part = partOf(sentence, from, to);
    if (part) parts.push(part);
    from = to;
  }
  return parts.join(SEPARATOR);
}

function endOfFree(sentence: Sentence, from: number): number {
  let to = from;
  while (to < sentence.length && sentence.isFreeAt(to)) to += 1;
  return to;
}

function partOf(sentence: Sentence, from: number, to: number): string {
  const isSmall = (at: number) => SMALL_WORDS.has(sentence.word(at));
  let [first, last] = [from, to];
  while (first < last && EDGE_WORDS.has(sentence.word(first))) first += 1;
  while (first < last && isSmall(last - 1)) last -= 1;
  const saysNothing = Array.from({ length: last - first }, (_, i) => first + i).every(isSmall);
  return saysNothing ? "" : sentence.typed({ from: first, to: last });
}
