/** The fibre that a few words beside a percentage name, also as a machine misreads them. */
import { type Material, MATERIAL_WORDS, MATERIALS } from "./materials.ts";
import { fold, oneApart, type Word, wordsOf } from "../base/text.ts";

/** A misread letter in a shorter word makes another word. */
const TYPO_CHARS_MIN = 6;
/** "COTONEMADE": a fibre glued to the next word must itself be this long. */
const GLUED_CHARS_MIN = 5;
/** A maker's own name for a fibre is short; more is a sentence. */
const UNKNOWN_WORDS_MAX = 3;
const UNKNOWN_CHARS = { min: 3, max: 40 };

/** Letters that machines confuse count as one. */
const skeleton = (word: string): string =>
  word.replace(/[1l|]/g, "i").replace(/[0q]/g, "o").replace(/5/g, "s").replace(/8/g, "b");

const SKELETONS = new Map(
  MATERIALS.flatMap((material) =>
    material.words.filter((word) => !word.includes(" ")).map((word) =>
      [skeleton(fold(word)), material] as const
    )
  ),
);
const ABBREVIATIONS = new Map(
  MATERIALS.flatMap((material) =>
    material.abbreviations.map((short) => [short.toLowerCase(), material] as const)
  ),
);

/** The suffix of a trade name such as "LUREX-X". */
const TRADE_NAME_END = /^-\p{L}(?![\p{L}\d])/u;

/** The first fibre that is named. */
export function fibreIn(text: string): Material | null {
  const words = wordsOf(text);
  const [phrase] = MATERIAL_WORDS.all(words);
  if (phrase && TRADE_NAME_END.test(text.slice(words[phrase.to - 1]!.end))) return null;
  if (phrase) return phrase.value;
  for (const word of words) {
    const found = misread(word);
    if (found) return found;
  }
  return null;
}

function misread({ text }: Word): Material | null {
  const short = ABBREVIATIONS.get(text);
  if (short) return short;
  const bones = skeleton(text);
  const exact = SKELETONS.get(bones);
  if (exact) return exact;
  for (const [word, material] of SKELETONS) {
    if (word.length >= GLUED_CHARS_MIN && bones.startsWith(word)) return material;
    if (word.length >= TYPO_CHARS_MIN && oneApart(word, bones)) return material;
  }
  return null;
}

/**
 * A fibre that no list knows, in the words of the label: "lurex-x". Empty where the words look like a known
 * fibre that was misread, or like no name at all.
 *
 * @param side where the name stands, seen from the percentage
 */
export function unknownFibre(text: string, side: "after" | "before"): string {
  const pieces = text.split(/[\n,;/|·+()]| - /).map((piece) => piece.trim());
  const piece = (side === "after" ? pieces[0] : pieces.at(-1)) ?? "";
  const words = piece.replace(/^[\s.:%–-]+|[\s.:–-]+$/g, "").split(/\s+/).filter(Boolean);
  const name =
    (side === "after" ? words.slice(0, UNKNOWN_WORDS_MAX) : words.slice(-UNKNOWN_WORDS_MAX))
      .join(" ");
  const isName = /^[\p{L}\p{M}][\p{L}\p{M}'’ -]*$/u.test(name) &&
    name.length >= UNKNOWN_CHARS.min && name.length <= UNKNOWN_CHARS.max;
  const isTradeName = TRADE_NAME_END.test(name.slice(-2));
  return isName && (isTradeName || !isNearFibre(name)) ? name.toLowerCase() : "";
}

/** "CTNE" is most likely a misread "COTONE". */
function isNearFibre(name: string): boolean {
  const bones = skeleton(fold(name));
  if (bones.length < GLUED_CHARS_MIN - 1) return false;
  return [...SKELETONS.keys()].some((word) =>
    Math.abs(word.length - bones.length) <= 2 && distance(word, bones) <= 2
  );
}

/** How many letters are to be changed, added or left out. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
