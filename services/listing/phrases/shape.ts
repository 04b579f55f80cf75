/** Type of the phrase files beside this one. */
import type { FactValue, Measure } from "../../taxonomy/facts.ts";
import type { Language } from "../../taxonomy/mod.ts";
import type { Form } from "../grammar.ts";

/** Facts in the seller's own words, which are not translated. */
export type OwnWords = "flaws" | "details";

export const PARTS = [
  "noun",
  "brand",
  "model",
  "colour",
  "pattern",
  "material",
  "kids",
] as const;
/** A part of a garment's name such as "white Nike Air Max trainers". */
export type Part = (typeof PARTS)[number];

/** The kind decides the verb: clothes are worn, bags are used. */
export type Kind = "clothes" | "shoes" | "other";

/** Equivalent phrasings, one of which is picked by the item's number. */
export type Ways = readonly [string, ...string[]];

/** A fibre as named in a title, alone and in a blend. */
export interface Fibre {
  readonly pure: string;
  /** Absent where a share does not count: shoes with some leather are not leather shoes. */
  readonly mixed?: string;
}

export interface Phrases {
  readonly titleOrder: readonly Part[];
  /** Order of the parts within a sentence. */
  readonly thingOrder: readonly Part[];
  /** A comma precedes the material when a pattern or the child's sex comes before it. */
  readonly materialApart?: true;
  readonly and: string;
  /** Between the name of a part, such as the lining, and its fibres. */
  readonly colon: ": " | " : ";
  /** Between parts, and between flaws that contain commas. */
  readonly semicolon: "; " | " ; ";
  readonly decimal: "," | ".";
  /** Between a number and its percent sign. */
  readonly percentSpace: "" | " ";
  readonly nounsCapital?: true;
  /** Forms of nouns by their first word. Absent in languages without agreement. */
  readonly nouns?: Readonly<Record<string, Form>>;
  /** Keyed by the taxonomy's colour key. */
  readonly colours: Readonly<Record<string, string>>;
  /** A colour within a sentence, where that differs from the list: "in Beige". */
  readonly colourInSentence?: (names: readonly string[]) => string;
  /** Wording for a noun whose form is unknown: "di colore nero". */
  readonly ofColour?: { readonly text: string; readonly form: Form };
  readonly joinColours: (names: readonly string[]) => string;
  readonly patterns: Readonly<Partial<Record<FactValue<"pattern">, string>>>;
  readonly patternTags: Readonly<Partial<Record<FactValue<"pattern">, string>>>;
  readonly fibres: Readonly<Record<string, Fibre>>;
  readonly kids: Readonly<Record<"girls" | "boys" | "kids", string>>;
  readonly titleSize: Readonly<Record<"clothes" | "shoes", string>>;
  readonly sizeWord: Readonly<Record<"clothes" | "shoes", string>>;
  readonly oneSize: string;
  /** Units of ages: "3 anni", "1 anno", "6 mesi". */
  readonly age: Readonly<Record<"year" | "years" | "month" | "months", string>>;
  readonly worn: Readonly<Record<Kind, string>>;
  readonly measures: Readonly<Record<Measure, string>>;
  readonly opening: Ways;
  readonly size: Readonly<Record<"clothes" | "shoes", Ways>>;
  /** Used where the label does not determine the size. */
  readonly sizeOnLabel: Ways;
  /** The marketplace's size together with the size that the seller typed or the label says. */
  readonly sizeAndOther: Ways;
  readonly sizeAndLabel: Ways;
  readonly condition: Readonly<Record<FactValue<"condition">, Ways>>;
  readonly flaw: Ways;
  readonly flaws: Ways;
  readonly noFlaws: Ways;
  readonly material: Ways;
  readonly materialOnLabel: Ways;
  readonly measuresFlat: Ways;
  readonly measuresOther: Ways;
  readonly articleNumber: Ways;
  /** Heading of the seller's own words in another language. */
  readonly ownWords: Readonly<Record<OwnWords, string>>;
  /** The language of those words, as in "in inglese". */
  readonly inLanguage: Readonly<Record<Language, string>>;
}

/** Joins words as in "a, b e c". */
export function joinWords(words: readonly string[], and: string): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${and} ${words.at(-1)}`;
}

/** Turns word lists by form into a map from each word to its form. */
export function indexByWord(words: Readonly<Record<Form, string>>): Readonly<Record<string, Form>> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([form, list]) =>
      list.trim().split(/\s+/).map((word) => [word, form as Form])
    ),
  );
}
