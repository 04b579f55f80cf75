/** What the seller typed in a few words, as facts: only what was surely seen in them. */
import type { FactsPatch } from "../../services/inventory/mod.ts";
import type { Recognised } from "../../services/taxonomy/mod.ts";

/** Below this a word is a guess, and the seller has not said it. */
const SAID_MIN = 0.6;

export function wordsPatch({ candidates: _, ...seen }: Recognised): FactsPatch {
  return Object.fromEntries(
    Object.entries(seen).filter(([, found]) => found.confidence >= SAID_MIN)
      .map(([name, { value }]) => [name, value]),
  );
}
