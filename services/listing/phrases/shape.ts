/** What a language needs in order to sell a garment: the shape of the files beside this one. */
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
/** A part of "white Nike Air Max trainers". */
export type Part = (typeof PARTS)[number];

/** How a thing is used decides the verb: a coat is worn, a bag is used. */
export type Kind = "clothes" | "shoes" | "other";

/** Ways to say the same, one of which is picked by the item's number. */
export type Ways = readonly [string, ...string[]];

/** A fibre that people look for, as it stands in a title: alone, and with others. */
export interface Fibre {
  readonly pure: string;
  /** Absent where a share is not enough to say it: shoes with some leather are not leather shoes. */
  readonly mixed?: string;
}

export interface Phrases {
  readonly titleOrder: readonly Part[];
  /** The same parts within a sentence. */
  readonly thingOrder: readonly Part[];
  /** A comma stands before the material where a pattern or the child comes before it. */
  readonly materialApart?: true;
  readonly and: string;
  /** Between the name of a part and what it is made of. */
  readonly colon: ": " | " : ";
  /** Between parts, and between flaws that hold commas. */
  readonly semicolon: "; " | " ; ";
  readonly decimal: "," | ".";
  /** Between a number and its percent sign. */
  readonly percentSpace: "" | " ";
  readonly nounsCapital?: true;
  /** Form of a noun by its first word; absent where nothing agrees. */
  readonly nouns?: Readonly<Record<string, Form>>;
  /** By the taxonomy's key. */
  readonly colours: Readonly<Record<string, string>>;
  /** A colour within a sentence, where that differs: "in Beige". */
  readonly colourInSentence?: (names: readonly string[]) => string;
  /** How a colour is said of a noun whose form is not known: "di colore nero". */
  readonly ofColour?: { readonly text: string; readonly form: Form };
  readonly joinColours: (names: readonly string[]) => string;
  readonly patterns: Readonly<Partial<Record<FactValue<"pattern">, string>>>;
  readonly patternTags: Readonly<Partial<Record<FactValue<"pattern">, string>>>;
  readonly fibres: Readonly<Record<string, Fibre>>;
  readonly kids: Readonly<Record<"girls" | "boys" | "kids", string>>;
  readonly titleSize: Readonly<Record<"clothes" | "shoes", string>>;
  readonly sizeWord: Readonly<Record<"clothes" | "shoes", string>>;
  readonly oneSize: string;
  /** "3 anni", "1 anno", "6 mesi". */
  readonly age: Readonly<Record<"year" | "years" | "month" | "months", string>>;
  readonly worn: Readonly<Record<Kind, string>>;
  readonly measures: Readonly<Record<Measure, string>>;
  readonly opening: Ways;
  readonly size: Readonly<Record<"clothes" | "shoes", Ways>>;
  /** Where the label leaves open which size it is. */
  readonly sizeOnLabel: Ways;
  /** The site's size, and what the seller or the label says besides. */
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
  /** The seller's own words, in a language that is not the listing's. */
  readonly ownWords: Readonly<Record<OwnWords, string>>;
  /** "in inglese": the language of those words. */
  readonly inLanguage: Readonly<Record<Language, string>>;
}

/** "a, b e c". */
export function joined(words: readonly string[], and: string): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${and} ${words.at(-1)}`;
}
