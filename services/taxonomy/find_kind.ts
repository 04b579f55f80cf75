/** The kind of garment that a text is mainly about. */
import { headKind } from "./find_category.ts";
import { KIND_WORDS } from "./kinds.ts";
import { wordsOf } from "../base/text.ts";

/** @returns the kind's key; undefined where no word names a garment */
export function findKind(text: string): string | undefined {
  const words = wordsOf(text);
  // The order of words of the other languages: the garment first, what it is like after it.
  return headKind(KIND_WORDS.all(words), words, "it")?.value.key;
}
