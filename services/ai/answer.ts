/** What a model wrote, taken only if it is what was asked for. */
import type { z } from "zod";
import { invalid, unavailable } from "../errors.ts";

/** Whatever the rest says: a model that writes this has not looked. */
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
 * @param model named in the sentence when the answer is of no use
 * @throws Failure `ai.refused` when the model would not look, `ai.unreadable` when it wrote something else
 */
export function takeAnswer<S extends z.ZodType>(
  text: string,
  schema: S,
  model: string,
): z.infer<S> {
  if (isRefusal(text)) throw invalid("ai.refused", { model });
  const answer = schema.safeParse(parseJson(text));
  if (!answer.success) throw unavailable("ai.unreadable", { model }, answer.error);
  return answer.data;
}

/** Models like to put a code fence around what they were told to write bare. */
function parseJson(text: string): unknown {
  const bare = text.trim().replace(/^```(?:json)?\s*|\s*```$/g, "");
  try {
    return JSON.parse(bare);
  } catch {
    return undefined;
  }
}
