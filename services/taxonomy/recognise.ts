/** What can be seen of a garment in the words of a title: "felpa nike blu tg M ottime condizioni". */
import type { Audience } from "./categories.ts";
import type { Language } from "./labels.ts";
import { understandWords } from "./typed_words/understand.ts";
import type { Recognised } from "./typed_words/understood.ts";

export type { Recognised, Seen } from "./typed_words/understood.ts";

export interface RecogniseOptions {
  /** Of the words. @default "it" */
  readonly language?: Language;
  /** Whose things this seller mostly has; used only where the words do not say. */
  readonly audience?: Audience;
}

const TEXT_CHARS_MAX = 2_000;

/** Without what only the seller's own words tell: measures, flaws and details. */
export function recogniseText(text: string, options: RecogniseOptions = {}): Recognised {
  const { measures: _m, flaws: _f, details: _d, ...seen } =
    understandWords(text.slice(0, TEXT_CHARS_MAX), options).facts;
  return seen;
}
