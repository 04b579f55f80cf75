/** Understands what a seller typed, with what is known of their things: brands, boxes, lots, departments. */
import type { Locale } from "../../locales/mod.ts";
import type { Inventory, Item } from "../../services/inventory/mod.ts";
import {
  type Audience,
  category,
  understandWords,
  type Understood,
} from "../../services/taxonomy/mod.ts";
import { type Field, field, Wrong } from "../forms/fields.ts";

/** Longest typed words for one item, in characters. */
export const WORDS_CHARS_MAX = 500;
/** Recent brands and boxes that the parser knows. */
const RECENTS_HEARD = 200;
/** From here on a department is the usual one. */
const USUAL_SHARE = 0.7;

interface Reading {
  readonly text: string;
  readonly language: Locale;
  /** The item that the words describe, when it exists already. */
  readonly item?: Item;
}

/** Form field of typed words, trimmed. */
export const wordsField: Field<string> = field(([given = ""]) => {
  const words = given.trim();
  if (words.length <= WORDS_CHARS_MAX) return words;
  return new Wrong("items.words_long", { max: WORDS_CHARS_MAX });
});

export async function readWords(
  inventory: Pick<Inventory, "lots" | "recents">,
  { text, language, item }: Reading,
): Promise<Understood> {
  const recents = inventory.recents({ limit: RECENTS_HEARD });
  const audience = usualAudience(recents.category);
  return understandWords(text, {
    language,
    category: item?.facts.category?.value,
    ...(audience && { audience }),
    known: {
      brands: recents.brand.map(({ value }) => value),
      boxes: recents.box.map(({ value }) => value),
      lots: (await inventory.lots.list()).map(({ name }) => name),
    },
  });
}

/** The audience of most of this seller's items. */
function usualAudience(
  recent: ReturnType<Inventory["recents"]>["category"],
): Audience | undefined {
  const counts = new Map<Audience, number>();
  let all = 0;
  for (const { value, count } of recent) {
    const audience = category(value)?.audience;
    if (audience) counts.set(audience, (counts.get(audience) ?? 0) + count);
    all += count;
  }
  return [...counts].find(([, count]) => count >= all * USUAL_SHARE)?.[0];
}
