/** Recognises a garment's properties in a title: "felpa nike blu tg M ottime condizioni". */
import type { Audience } from "./categories.ts";
import type { Language } from "./labels.ts";
import { understandWords } from "./typed_words/understand.ts";
import type { Recognised } from "./typed_words/understood.ts";

export type { Recognised, Seen } from "./typed_words/understood.ts";

interface RecogniseOptions {
  /** Language of the words. @default "it" */
  readonly language?: Language;
  /** Audience of most of the seller's items; used when the words name none. */
  readonly audience?: Audience;
}

const TEXT_CHARS_MAX = 2_000;

/** Without what only the seller's own words tell: measures, flaws and details. */
export function recogniseText(text: string, options: RecogniseOptions = {}): Recognised {
  const { measures: _m, flaws: _f, details: _d, ...seen } =
    understandWords(text.slice(0, TEXT_CHARS_MAX), options).facts;
  return seen;
}
