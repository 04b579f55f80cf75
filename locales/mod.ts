/**
 * Every sentence of the interface, in Italian and English. A file a room; a key is `file.name`.
 * Messages are ICU MessageFormat, so that plurals and numbers come out right in both languages.
 */
import { IntlMessageFormat } from "intl-messageformat";
import type { Params } from "../services/base/errors.ts";
import en from "./en/mod.ts";
import it from "./it/mod.ts";

export const LOCALES = ["it", "en"] as const;
export type Locale = (typeof LOCALES)[number];

type Files = typeof it;
export type MessageKey = {
  [File in keyof Files & string]: `${File}.${keyof Files[File] & string}`;
}[keyof Files & string];

/** Says the sentence of a key in one language. */
export type T = (key: MessageKey, params?: Params) => string;

/** The tags that `Intl` knows the languages by; Italy's dates, and Europe's order of day and month. */
export const INTL: Record<Locale, string> = { it: "it-IT", en: "en-GB" };

const MESSAGES: Record<Locale, ReadonlyMap<string, string>> = { it: flat(it), en: flat(en) };

function flat(files: Record<string, Record<string, string>>): Map<string, string> {
  return new Map(
    Object.entries(files).flatMap(([file, messages]) =>
      Object.entries(messages).map(([name, text]) => [`${file}.${name}`, text] as const)
    ),
  );
}

export function isMessageKey(key: string): key is MessageKey {
  return MESSAGES.it.has(key);
}

export function messagesOf(locale: Locale): ReadonlyMap<string, string> {
  return MESSAGES[locale];
}

const translators = new Map<Locale, T>();

export function translator(locale: Locale): T {
  const known = translators.get(locale) ?? createTranslator(locale);
  translators.set(locale, known);
  return known;
}

function createTranslator(locale: Locale): T {
  const compiled = new Map<MessageKey, IntlMessageFormat>();
  return (key, params) => {
    const text = MESSAGES[locale].get(key)!;
    if (!text.includes("{")) return text;
    const format = compiled.get(key) ?? new IntlMessageFormat(text, INTL[locale]);
    compiled.set(key, format);
    return String(format.format(params));
  };
}
