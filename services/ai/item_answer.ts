/** The item pass: the shape in which a model answers, and its answer as proposals. */
import { z } from "zod";
import type { Facts, Source } from "../taxonomy/facts.ts";
import {
  AUDIENCE_NAMES,
  categoryOf,
  COLOUR_NAMES,
  colourOf,
  CONDITION_NAMES,
  conditionOf,
  kindNames,
  PATTERN_NAMES,
} from "./closed_lists.ts";
import { FLAW_NAMES, flawInWords, PLACE_NAMES, type SellerLanguage } from "./flaws.ts";

const COLOURS_MAX = 2;
const FLAWS_MAX = 5;
/** Fixed confidence, since models cannot tell theirs: low enough to ask for a check. */
const CONFIDENCE = 0.6;
/** Wear hides from cameras. */
const CONDITION_CONFIDENCE = 0.4;

export function itemAnswerSchema() {
  return z.object({
    audience: z.enum(AUDIENCE_NAMES).nullable(),
    kind: z.enum(kindNames()).nullable(),
    // A hint to the model; a longer list is not wrong, its first colours count.
    colours: z.array(z.enum(COLOUR_NAMES)).meta({ maxItems: COLOURS_MAX }),
    pattern: z.enum(PATTERN_NAMES).nullable(),
    condition: z.enum(CONDITION_NAMES).nullable(),
    flaws: z.array(z.object({
      what: z.enum(FLAW_NAMES),
      where: z.enum(PLACE_NAMES).nullable(),
    })).meta({ maxItems: FLAWS_MAX }),
  });
}
type ItemAnswer = z.infer<ReturnType<typeof itemAnswerSchema>>;

interface ReadBy {
  /** The reader's name. */
  readonly by: string;
  readonly at: number;
  readonly photoId?: string;
}

/** A field that was not seen is absent: nothing is invented. */
export function itemFacts(answer: ItemAnswer, read: ReadBy, language: SellerLanguage): Facts {
  const fact = <V>(value: V, confidence = CONFIDENCE) => ({
    value,
    source: "photo" as Source,
    confidence,
    ...read,
  });
  const { audience, kind, pattern } = answer;
  const category = audience && kind ? categoryOf(kind, audience, pattern) : undefined;
  const condition = answer.condition ? conditionOf(answer.condition) : undefined;
  const colours = [...new Set(answer.colours.map(colourOf))].filter((id) => id !== undefined)
    .slice(0, COLOURS_MAX);
  const flaws = new Set(
    answer.flaws.slice(0, FLAWS_MAX).map(({ what, where }) => flawInWords(what, where, language)),
  );
  return {
    ...(category && { category: fact(category) }),
    ...(condition && { condition: fact(condition, CONDITION_CONFIDENCE) }),
    ...(colours.length > 0 && { colours: fact(colours) }),
    ...(pattern && { pattern: fact(pattern) }),
    // Only the seller may state that there are no flaws.
    ...(flaws.size > 0 && { flaws: fact([...flaws]) }),
  };
}
