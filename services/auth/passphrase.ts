/** The owner's passphrase: what is good enough, and how it is kept. */
import { argon2id, argon2Verify } from "hash-wasm";
import { invalid } from "../base/errors.ts";
import type { Random } from "./secret.ts";

/** Three or four words. */
export const PASSPHRASE_CHARS_MIN = 12;
/** Longer ones would only keep the processor busy. */
const PASSPHRASE_CHARS_MAX = 256;
const DISTINCT_CHARS_MIN = 5;
const REPEATED_UNIT_CHARS_MAX = 4;

/** OWASP's first choice for Argon2id: about 100 ms on a small machine. */
const MEMORY_KIB = 19 * 1024;
const PASSES = 2;
const LANES = 1;
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** Sequences that are guessed first: common ones and keyboard walks. */
const WALKS = [
  "abcdefghijklmnopqrstuvwxyz",
  "zyxwvutsrqponmlkjihgfedcba",
  "012345678901234567890",
  "098765432109876543210",
  "qwertyuiopasdfghjklzxcvbnm",
  "1qaz2wsx3edc4rfv5tgb6yhn",
];
const KNOWN_WORDS =
  /password|passphrase|passwort|vinted|optimizer|qwerty|asdf|letmein|welcome|ciao|admin|\d+/g;
const CHARS_BESIDE_KNOWN_WORDS_MIN = 5;

/** @throws Failure `invalid` with a sentence that suggests a better passphrase */
export function checkPassphrase(passphrase: string): void {
  const text = passphrase.normalize("NFKC");
  const length = [...text].length;
  if (length < PASSPHRASE_CHARS_MIN) {
    throw invalid("auth.passphrase_short", {
      min: PASSPHRASE_CHARS_MIN,
      missing: PASSPHRASE_CHARS_MIN - length,
    });
  }
  if (length > PASSPHRASE_CHARS_MAX) {
    throw invalid("auth.passphrase_long", { max: PASSPHRASE_CHARS_MAX });
  }
  if (isSimple(text.toLowerCase())) throw invalid("auth.passphrase_simple");
}

function isSimple(text: string): boolean {
  const bare = text.replace(/[\s\p{P}]/gu, "");
  return new Set(bare).size < DISTINCT_CHARS_MIN || isRepeated(bare) ||
    WALKS.some((walk) => walk.includes(bare)) ||
    bare.replace(KNOWN_WORDS, "").length < CHARS_BESIDE_KNOWN_WORDS_MIN;
}

function isRepeated(text: string): boolean {
  for (let unit = 1; unit <= REPEATED_UNIT_CHARS_MAX; unit++) {
    if (text.slice(unit) === text.slice(0, -unit)) return true;
  }
  return false;
}

/** The hash in the PHC form, which names its own parameters: they can be raised without breaking old ones. */
export function hashPassphrase(passphrase: string, random: Random): Promise<string> {
  return argon2id({
    password: passphrase.normalize("NFKC"),
    salt: random(SALT_BYTES),
    memorySize: MEMORY_KIB,
    iterations: PASSES,
    parallelism: LANES,
    hashLength: HASH_BYTES,
    outputType: "encoded",
  });
}

export function isPassphrase(given: string, hash: string): Promise<boolean> {
  const password = given.normalize("NFKC").slice(0, PASSPHRASE_CHARS_MAX * 2);
  if (password === "") return Promise.resolve(false);
  return argon2Verify({ password, hash });
}
