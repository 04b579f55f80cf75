/** Result of the parser: values by field, and the words that gave them. */
import type { Money } from "../../base/money.ts";
import type { FactValue } from "../facts.ts";

export interface Seen<T> {
  readonly value: T;
  /** 0 to 1 */
  readonly confidence: number;
}

/** Properties of the garment. */
export interface Recognised {
  category?: Seen<string>;
  /** All the categories that fit, where the words do not tell the department; the likeliest first. */
  candidates?: string[];
  brand?: Seen<string>;
  model?: Seen<string>;
  sizeLabel?: Seen<string>;
  size?: Seen<number>;
  condition?: Seen<FactValue<"condition">>;
  colours?: Seen<number[]>;
  pattern?: Seen<FactValue<"pattern">>;
  material?: Seen<FactValue<"material">>;
  measures?: Seen<FactValue<"measures">>;
  flaws?: Seen<string[]>;
  details?: Seen<string>;
}

/** Fields that words can fill. */
export const WORD_FIELDS = [
  "category",
  "brand",
  "model",
  "size",
  "condition",
  "colours",
  "pattern",
  "material",
  "measures",
  "flaws",
  "details",
  "price",
  "cost",
  "box",
  "lot",
] as const;
export type WordField = (typeof WORD_FIELDS)[number];

/** Some of the typed words, as places in the text, and what they are about. */
export interface Mark {
  readonly field: WordField;
  readonly at: number;
  readonly end: number;
}

export interface Understood {
  readonly facts: Recognised;
  readonly price?: Money;
  readonly cost?: Money;
  /** The box or shelf: "C2". */
  readonly box?: string;
  /** Name of the lot, which may not exist yet. */
  readonly lot?: string;
  /** The words that name the garment, where they leave its category open; else empty. */
  readonly garment: string;
  /** The understood words in the order of the text. */
  readonly marks: readonly Mark[];
  /** The words that were not understood, as they were typed; empty where everything was. */
  readonly note: string;
}

export const SURE = 0.9;
export const LIKELY = 0.7;
export const GUESS = 0.4;
