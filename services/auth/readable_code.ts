/** Codes that a person reads from one screen and types into another. */
import type { Random } from "./secret.ts";

/** Crockford's 32 letters: without I, L, O and U nothing looks like something else. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP_CHARS = 4;

/** @returns such as `K7QF-2MNP`: five bits a letter */
export function newReadableCode(random: Random, groups: number): string {
  const letters = [...random(groups * GROUP_CHARS)].map((byte) => LETTERS[byte % LETTERS.length]);
  return Array.from(
    { length: groups },
    (_, at) => letters.slice(at * GROUP_CHARS, (at + 1) * GROUP_CHARS).join(""),
  ).join("-");
}

/** Forgives small letters, missing dashes and the letters that are mistaken for digits. */
export function normaliseCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, "").replace(/[IL]/g, "1").replace(/O/g, "0");
}
