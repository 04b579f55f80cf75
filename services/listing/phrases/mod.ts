/** Phrases and word lists of the five languages. */
import type { Language } from "../../taxonomy/mod.ts";
import { german } from "./de.ts";
import { english } from "./en.ts";
import { spanish } from "./es.ts";
import { french } from "./fr.ts";
import { italian } from "./it.ts";
import type { Phrases } from "./shape.ts";

export const PHRASES: Readonly<Record<Language, Phrases>> = {
  it: italian,
  en: english,
  fr: french,
  de: german,
  es: spanish,
};
