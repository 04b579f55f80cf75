/** The tag pass: lines of text from the photos, as proposals. */
import type { FactName, Facts } from "../inventory/facts.ts";
import { readTag } from "../taxonomy/mod.ts";
import type { ReadBy } from "./item_answer.ts";
import type { Line } from "./ocr/lines.ts";

/** The narrowest text among the facts; a longer one is no brand, size or number but a sentence. */
const TEXT_CHARS_MAX = 40;
/** No label lists more fibres or symbols; more is a misreading. */
const LIST_MAX = 8;
/** Below it a print on the cloth has been taken for a label. */
const CONFIDENCE_MIN = 0.35;

/**
 * What one photo's text says.
 *
 * @param category what the item is, where that is known: it tells what a number means as a size
 */
export function tagFacts(lines: readonly Line[], read: ReadBy, category?: string): Facts {
  const found = Object.entries(readTag([...lines], category === undefined ? {} : { category }));
  return Object.fromEntries(
    found
      .filter(([, { value, confidence }]) => confidence >= CONFIDENCE_MIN && fits(value))
      .map((
        [name, { value, confidence }],
      ) => [name, { value, confidence, source: "tag", ...read }]),
  );
}

function fits(value: unknown): boolean {
  if (typeof value === "string") return value !== "" && value.length <= TEXT_CHARS_MAX;
  if (Array.isArray(value)) return value.length > 0 && value.length <= LIST_MAX;
  return true;
}

/** Of the same fact read in several photos, the surest. */
export function surest(readings: readonly Facts[]): Facts {
  const best: Facts = {};
  for (const facts of readings) {
    for (const name of Object.keys(facts) as FactName[]) {
      if ((facts[name]?.confidence ?? 0) > (best[name]?.confidence ?? 0)) {
        Object.assign(best, { [name]: facts[name] });
      }
    }
  }
  return best;
}
