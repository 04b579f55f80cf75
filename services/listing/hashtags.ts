/** Hashtags within the rules: the item's own brand, what it is, its colour, its style. */
import type { Facts } from "../taxonomy/facts.ts";
import { HASHTAG_CHARS_MAX, HASHTAGS_MAX } from "./limits.ts";
import { PHRASES } from "./phrases/mod.ts";
import type { Words } from "./words.ts";

/** Without spaces or signs: "Levi's" is "levis". Empty where nothing is left. */
export function hashtag(text: string): string {
  const tag = text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, "");
  return tag.length <= HASHTAG_CHARS_MAX ? tag : "";
}

export function hashtagsOf(words: Words, facts: Facts): string[] {
  const { brand, noun } = words.parts;
  const style = facts.pattern && PHRASES[words.language].patternTags[facts.pattern.value];
  const tags = [brand, noun, words.colourTag, style ?? ""].map(hashtag).filter(Boolean);
  return [...new Set(tags)].slice(0, HASHTAGS_MAX);
}

/** As they stand under a description. */
export function hashtagLine(hashtags: readonly string[]): string {
  return hashtags.map((tag) => `#${tag}`).join(" ");
}

/** What is pasted into the marketplace's description field. */
export function withHashtags(description: string, hashtags: readonly string[]): string {
  return [description, hashtagLine(hashtags)].filter(Boolean).join("\n\n");
}
