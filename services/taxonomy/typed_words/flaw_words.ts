/** The words of flaws, by the part that they play in saying one. */
import { readWords } from "../labels.ts";
import { Phrasebook } from "../phrases.ts";
import data from "../data/flaws.json" with { type: "json" };

export type Role = Exclude<keyof typeof data, "source">;

const bookOf = (role: Role): Phrasebook<Role> =>
  new Phrasebook(() => readWords(data[role]).map((word) => [word, role] as const));

/** "macchia", "strappo": a flaw by itself. */
export const NOUNS = bookOf("nouns");
/** "segni", "usura": a flaw only where a place follows; else they tell the condition. */
export const MARKS = bookOf("marks");
/** "scucito", "macchiata". */
export const STATES = bookOf("states");
/** "manca", "senza un": the next word is what lacks. */
export const LACKS = bookOf("lacks");
/** "da ricucire", "non funziona". */
export const REPAIRS = bookOf("repairs");
/** "piccola", "un po'", "due". */
export const QUALIFIERS = bookOf("qualifiers");
export const ADJECTIVES = bookOf("adjectives");
/** "suola", "colletto". */
export const PARTS = bookOf("parts");
/** "sulla", "vicino a". */
export const PLACES = bookOf("places");
/** "Senza difetti". */
export const NONE = bookOf("none");
/** Closures and effects that only sound like a flaw: "chiusura a strappo". */
export const STYLES = bookOf("styles");

/** All words that can be part of a flaw. */
export const FLAW_BOOKS: readonly Phrasebook<Role>[] = [
  NOUNS,
  MARKS,
  STATES,
  LACKS,
  REPAIRS,
  QUALIFIERS,
  ADJECTIVES,
  PARTS,
  PLACES,
  NONE,
  STYLES,
];
