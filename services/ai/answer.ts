/** Extracts the JSON answer from a model's output, if it matches the schema. */
import type { z } from "zod";
import { invalid, unavailable } from "../base/errors.ts";
import { findJsonObjects } from "./find_json.ts";
import { repairAnswer } from "./repair_answer.ts";

/** A model that writes more than this is stopped: answers have a few hundred characters. */
export const ANSWER_CHARS_MAX = 200_000;

export interface Written {
  readonly content: string;
  /** Separate thinking output; some models put the answer there. */
  readonly thinking?: string;
}

/** Phrases of a model that did not see the picture; such an answer is refused. */
const REFUSALS = [
  /\b(?:i|we) (?:can(?:no|')?t|am unable to|am not able to|won't) (?:\w+ )?(?:view|see|analy[sz]e|process|assist|help|identify|provide|access|fulfil)/i,
  /\b(?:i'm|i am) (?:sorry|unable|not able)\b/i,
  /\bunable to (?:view|see|analy[sz]e|process|access)\b/i,
  /\b(?:as an ai|text-based (?:ai|model))\b/i,
  /\bnon (?:posso|riesco a|sono in grado di) (?:\w+ )?(?:vedere|visualizzare|analizzare|aiutar|elaborare)/i,
  /\bmi dispiace\b/i,
];

export function isRefusal(text: string): boolean {
  const plain = text.replaceAll("’", "'");
  return REFUSALS.some((refusal) => refusal.test(plain));
}

/**
 * The answer is a JSON object in the content, bare or amid words and code fences; else one in the thoughts. The last
 * object that fits wins, since models draft before they answer. Values that do not fit are left out.
 *
 * @param model named in the sentence when the answer is of no use
 * @throws Failure `ai.refused` when the model would not look, `ai.unreadable` when it wrote something else
 */
export function takeAnswer<S extends z.ZodType>(
  { content, thinking = "" }: Written,
  schema: S,
  model: string,
): z.infer<S> {
  const { answer, thoughts } = splitThoughts(content);
  if (isRefusal(answer)) throw invalid("ai.refused", { model });
  for (const text of [answer, thoughts, thinking]) {
    const found = findJsonObjects(text).reverse();
    const exact = found.map((value) => schema.safeParse(value)).find(({ success }) => success);
    if (exact?.success) return exact.data;
    for (const value of found) {
      const repaired = repairAnswer(value, schema);
      if (repaired !== null) return repaired;
    }
  }
  throw unavailable("ai.unreadable", { model });
}

function splitThoughts(content: string): { answer: string; thoughts: string } {
  const THOUGHTS = /<think(?:ing)?>([^]*?)(?:<\/think(?:ing)?>|$)/g;
  return {
    answer: content.replace(THOUGHTS, ""),
    thoughts: [...content.matchAll(THOUGHTS)].map(([, text]) => text).join("\n"),
  };
}
