/** Composes a title and a description from the facts of an item. */
import type { Facts } from "../taxonomy/facts.ts";
import { type Language, publishedFacts } from "../taxonomy/mod.ts";
import { writeDescription } from "./description.ts";
import { translateFlaw } from "./flaw_glossary.ts";
import { composeHashtags, formatHashtags } from "./hashtags.ts";
import { DESCRIPTION_CHARS_MAX } from "./limits.ts";
import type { OwnWords } from "./phrases/shape.ts";
import { writeTitle } from "./title.ts";
import { PLAIN_VOICE, type Voice } from "./voice.ts";
import { translateFacts } from "./words.ts";

export interface ComposeOptions {
  readonly language: Language;
  /**
   * The item's number chooses among equivalent phrasings, so that one item always reads the same.
   */
  readonly number: number;
  readonly voice?: Voice;
}

export interface ComposedListing {
  readonly title: string;
  /** Without the hashtags. */
  readonly description: string;
  /** Without the # sign. */
  readonly hashtags: readonly string[];
  /** The seller's own words that stay in the seller's language and need a translation by hand. */
  readonly untranslated: readonly OwnWords[];
}

/**
 * Composes a listing from the facts alone. Facts that are unknown or were read in part are left
 * out.
 */
export function composeListing(given: Facts, options: ComposeOptions): ComposedListing {
  const { language, number, voice = PLAIN_VOICE } = options;
  const facts = publishedFacts(given);
  const words = translateFacts(facts, language);
  const hashtags = voice.hashtags ? composeHashtags(words, facts) : [];
  const charsMax = DESCRIPTION_CHARS_MAX - formatHashtags(hashtags).length - "\n\n".length;
  return {
    title: writeTitle(words),
    description: writeDescription({ words, facts, voice, number, charsMax }),
    hashtags,
    untranslated: findUntranslated(facts, voice.language, language),
  };
}

function findUntranslated(facts: Facts, from: Language, to: Language): OwnWords[] {
  if (from === to) return [];
  const flaws = facts.flaws?.value.some((flaw) => translateFlaw(flaw, from, to) === null);
  return [...(flaws ? ["flaws" as const] : []), ...(facts.details ? ["details" as const] : [])];
}
