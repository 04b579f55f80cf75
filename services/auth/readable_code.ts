/** Codes that a person reads from one screen and types into another. */
import type { Random } from "./secret.ts";

/** Crockford's base32 alphabet, which leaves out I, L, O and U because they look like other characters. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP_CHARS = 4;

/** @returns a code such as `K7QF-2MNP`, five bits a character */
export function newReadableCode(random: Random, groups: number): string {
  const letters = [...random(groups * GROUP_CHARS)].map((byte) => LETTERS[byte % LETTERS.length]);
  return Array.from(
    { length: groups },
    (_, at) => letters.slice(at * GROUP_CHARS, (at + 1) * GROUP_CHARS).join(""),
  ).join("-");
}

/** Accepts lower case, missing dashes and letters that are mistaken for digits. */
export function normaliseCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, "").replace(/[IL]/g, "1").replace(/O/g, "0");
}
