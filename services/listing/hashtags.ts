/** Hashtags that the marketplace allows: brand, kind of garment, colour and pattern of the item. */
import type { Facts } from "../taxonomy/facts.ts";
import { HASHTAG_CHARS_MAX, HASHTAGS_MAX } from "./limits.ts";
import { PHRASES } from "./phrases/mod.ts";
import type { Words } from "./words.ts";

/**
 * Removes spaces and signs ("Levi's" becomes "levis"). Empty where nothing remains or the tag is
 * too long.
 */
export function toHashtag(text: string): string {
  const tag = text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, "");
  return tag.length <= HASHTAG_CHARS_MAX ? tag : "";
}

export function composeHashtags(words: Words, facts: Facts): string[] {
  const { brand, noun } = words.parts;
  const style = facts.pattern && PHRASES[words.language].patternTags[facts.pattern.value];
  const tags = [brand, noun, words.colourTag, style ?? ""].map(toHashtag).filter(Boolean);
  return [...new Set(tags)].slice(0, HASHTAGS_MAX);
}

/** The line under a description. */
export function formatHashtags(hashtags: readonly string[]): string {
  return hashtags.map((tag) => `#${tag}`).join(" ");
}

/** The text for the marketplace's description field. */
export function appendHashtags(description: string, hashtags: readonly string[]): string {
  return [description, formatHashtags(hashtags)].filter(Boolean).join("\n\n");
}
