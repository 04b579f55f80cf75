/** All words that mean something to the readers: none of them is taken for another one's misspelling. */
import { brandNames, NEVER_MISSPELT } from "../brands.ts";
import { COLOUR_WORDS } from "../colours.ts";
import { CONDITION_WORDS } from "../conditions.ts";
import { AUDIENCE_PHRASES } from "../find_category.ts";
import { KIND_WORDS } from "../kinds.ts";
import { MATERIAL_WORDS } from "../materials.ts";
import { MODEL_WORDS, VARIANT_WORDS } from "../models.ts";
import { PATTERN_WORDS } from "../patterns.ts";
import { DETAIL_WORDS } from "./details.ts";
import { FLAW_BOOKS } from "./flaw_words.ts";
import { MEASURE_WORDS } from "./measures.ts";
import { MONEY_WORDS } from "./money.ts";

let known: { readonly brands: unknown; readonly words: ReadonlySet<string> } | null = null;

function knownWords(): ReadonlySet<string> {
  const brands = brandNames();
  if (known?.brands === brands) return known.words;
  const books = [
    brands,
    COLOUR_WORDS,
    CONDITION_WORDS,
    AUDIENCE_PHRASES,
    KIND_WORDS,
    MATERIAL_WORDS,
    MODEL_WORDS,
    VARIANT_WORDS,
    PATTERN_WORDS,
    DETAIL_WORDS,
    MEASURE_WORDS,
    MONEY_WORDS,
    ...FLAW_BOOKS,
  ];
  const words = new Set([...NEVER_MISSPELT, ...books.flatMap((book) => [...book.words()])]);
  known = { brands, words };
  return words;
}

export const isKnownWord = (word: string): boolean => knownWords().has(word);
