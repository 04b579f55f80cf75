/** The seller's own phrases and signature, with placeholders for the item's facts. */
import { z } from "zod";
import { tidy } from "./grammar.ts";
import type { Words } from "./words.ts";

export const LANGUAGES = ["it", "en", "fr", "de", "es"] as const;
export const PHRASE_CHARS_MAX = 200;
export const PHRASES_MAX = 6;
export const SIGNATURE_CHARS_MAX = 200;

const perLanguage = <T extends z.ZodType>(value: T) =>
  z.object({ it: value, en: value, fr: value, de: value, es: value });

export const VoiceSchema = z.object({
  /** The language of the seller's own words and the default of new listings. */
  language: z.enum(LANGUAGES).default("it"),
  hashtags: z.boolean().default(true),
  phrases: perLanguage(z.array(z.string().min(1).max(PHRASE_CHARS_MAX)).max(PHRASES_MAX)),
  signature: perLanguage(z.string().max(SIGNATURE_CHARS_MAX)),
});
export type Voice = z.infer<typeof VoiceSchema>;

export const PLAIN_VOICE: Voice = {
  language: "it",
  hashtags: true,
  phrases: { it: [], en: [], fr: [], de: [], es: [] },
  signature: { it: "", en: "", fr: "", de: "", es: "" },
};

/** Placeholder names that a seller may write between braces, in Italian or English. */
export const PLACEHOLDERS = {
  marca: "brand",
  brand: "brand",
  modello: "model",
  model: "model",
  taglia: "size",
  size: "size",
  colore: "colour",
  colour: "colour",
  numero: "number",
  number: "number",
} as const;

/** Fills the placeholders of a phrase, or returns null when a fact is unknown. */
export function fillPlaceholders(phrase: string, words: Words, number: number): string | null {
  const known: Record<(typeof PLACEHOLDERS)[keyof typeof PLACEHOLDERS], string> = {
    brand: words.parts.brand,
    model: words.parts.model,
    size: words.size.published || words.size.label,
    colour: words.parts.colour,
    number: String(number),
  };
  let missing = false;
  const text = phrase.replace(/\{(\p{L}+)\}/gu, (whole, name: string) => {
    if (!isPlaceholder(name)) return whole;
    const value = known[PLACEHOLDERS[name]];
    missing ||= value === "";
    return value;
  });
  return missing ? null : tidy(text) || null;
}

function isPlaceholder(name: string): name is keyof typeof PLACEHOLDERS {
  return Object.hasOwn(PLACEHOLDERS, name);
}
