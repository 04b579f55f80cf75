/** Grammatical agreement: the form of a noun, and texts with inflections such as "ner{o|a|i|e}". */

/** Masculine or feminine, singular or plural. */
export const FORMS = ["ms", "fs", "mp", "fp"] as const;
export type Form = (typeof FORMS)[number];

const BENDS = /\{([^{}|]*)\|([^{}|]*)\|([^{}|]*)\|([^{}|]*)\}/g;

/** Chooses each ending for a form: "Nuov{o|a|i|e}" becomes "Nuova" for "fs". */
export function inflect(text: string, form: Form): string {
  return text.replace(BENDS, (_, ...endings: string[]) => endings[FORMS.indexOf(form)] ?? "");
}

export function hasInflections(text: string): boolean {
  return text.search(BENDS) >= 0;
}

/** Replaces each {name} by its value, or by nothing when there is no value. */
export function fillTemplate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

/** Makes the first letter upper case. */
export function capitalise(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/**
 * Makes the first letter lower case, except in initials and acronyms such as "T-shirt" and "XL".
 */
export function uncapitalise(text: string): string {
  return text.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());
}

/**
 * Collapses whitespace to single spaces and removes it at the ends and before commas and full
 * stops.
 */
export function tidy(text: string): string {
  return text.replace(/\s+/g, " ").replace(/ ([,.])/g, "$1").trim();
}
