/** Agreement: a noun's form, and texts that bend to it, such as "ner{o|a|i|e}". */

/** Masculine or feminine, singular or plural. */
export const FORMS = ["ms", "fs", "mp", "fp"] as const;
export type Form = (typeof FORMS)[number];

const BENDS = /\{([^{}|]*)\|([^{}|]*)\|([^{}|]*)\|([^{}|]*)\}/g;

/** "Nuov{o|a|i|e}" said of a noun: "Nuova" for "fs". */
export function inflect(text: string, form: Form): string {
  return text.replace(BENDS, (_, ...endings: string[]) => endings[FORMS.indexOf(form)] ?? "");
}

export function bends(text: string): boolean {
  return text.search(BENDS) >= 0;
}

/** Fills {name} with its value; a name without value becomes nothing. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

/** First letter up, the rest as it is. */
export function capitalised(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** First letter down, unless the word is an initial or an acronym: "T-shirt" and "XL" stay. */
export function uncapitalised(text: string): string {
  return text.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());
}

/** Whitespace runs to one space, no space at the ends nor before a comma or full stop. */
export function tidy(text: string): string {
  return text.replace(/\s+/g, " ").replace(/ ([,.])/g, "$1").trim();
}
