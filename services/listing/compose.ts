/** From what is known of an item to a title and a text that a person would write. */
import type { Facts } from "../taxonomy/facts.ts";
import { type Language, publishedFacts } from "../taxonomy/mod.ts";
import { descriptionOf } from "./description.ts";
import { translateFlaw } from "./glossary.ts";
import { hashtagLine, hashtagsOf } from "./hashtags.ts";
import { DESCRIPTION_CHARS_MAX } from "./limits.ts";
import { titleOf } from "./title.ts";
import type { OwnWords } from "./phrases/shape.ts";
import { PLAIN_VOICE, type Voice } from "./voice.ts";
import { wordsFor } from "./words.ts";

export interface ComposeOptions {
  readonly language: Language;
  /** The item's number: it chooses between ways to say the same, always alike for one item. */
  readonly number: number;
  readonly voice?: Voice;
}

export interface Composed {
  readonly title: string;
  /** Without the hashtags. */
  readonly description: string;
  /** Without their sign. */
  readonly hashtags: readonly string[];
  /** The seller's words that stand apart in the text in the seller's language: to be translated by hand. */
  readonly untranslated: readonly OwnWords[];
}

/** Composes a listing of the facts alone: what is not known, or was read in part, is not said. */
export function compose(given: Facts, options: ComposeOptions): Composed {
  const { language, number, voice = PLAIN_VOICE } = options;
  const facts = publishedFacts(given);
  const words = wordsFor(facts, language);
  const hashtags = voice.hashtags ? hashtagsOf(words, facts) : [];
  const room = DESCRIPTION_CHARS_MAX - hashtagLine(hashtags).length - "\n\n".length;
  return {
    title: titleOf(words),
    description: descriptionOf({ words, facts, voice, number, room }),
    hashtags,
    untranslated: untranslated(facts, voice.language, language),
  };
}

function untranslated(facts: Facts, from: Language, to: Language): OwnWords[] {
  if (from === to) return [];
  const flaws = facts.flaws?.value.some((flaw) => translateFlaw(flaw, from, to) === null);
  return [...(flaws ? ["flaws" as const] : []), ...(facts.details ? ["details" as const] : [])];
}
