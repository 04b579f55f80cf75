/**
 * Writes the title: garment, brand, model, size. The least important parts are dropped first when
 * it is too long.
 */
import { capitalise, fillTemplate, tidy } from "./grammar.ts";
import { TITLE_CHARS_AIM, TITLE_CHARS_MAX } from "./limits.ts";
import { PHRASES } from "./phrases/mod.ts";
import { isSelfExplanatory } from "./size_text.ts";
import type { Words } from "./words.ts";
import type { Part } from "./phrases/shape.ts";

type Pieces = Record<Part, string> & { size: string };

/** Parts dropped one after the other until the title fits in lists. */
const STEPS_TO_AIM: readonly ((pieces: Pieces, words: Words) => Partial<Pieces>)[] = [
  () => ({ material: "" }),
  () => ({ pattern: "" }),
  (_, words) => ({ colour: words.firstColour }),
];
/** Parts dropped only where the marketplace would refuse the title. */
const STEPS_TO_LIMIT: typeof STEPS_TO_AIM = [
  () => ({ kids: "" }),
  () => ({ colour: "" }),
  () => ({ size: "" }),
  () => ({ model: "" }),
];

/** At most TITLE_CHARS_MAX characters, and at most TITLE_CHARS_AIM where possible. */
export function writeTitle(words: Words): string {
  const { noun, brand, model } = words.parts;
  if (!noun && !brand && !model) return "";
  let pieces: Pieces = { ...words.parts, size: sizeInTitle(words) };
  const shorten = (steps: typeof STEPS_TO_AIM, limit: number) => {
    for (const step of steps) {
      if (assemble(pieces, words).length <= limit) return;
      pieces = { ...pieces, ...step(pieces, words) };
    }
  };
  shorten(STEPS_TO_AIM, TITLE_CHARS_AIM);
  shorten(STEPS_TO_LIMIT, TITLE_CHARS_MAX);
  return clipText(assemble(pieces, words), TITLE_CHARS_MAX);
}

function assemble(pieces: Pieces, words: Words): string {
  const name = nameItem(pieces, words, PHRASES[words.language].titleOrder);
  return capitalise([name, pieces.size].filter(Boolean).join(", "));
}

/**
 * Names the item, such as "Blazer Mango beige in lino". Without a noun the parts become a list:
 * "Mango, beige". Some languages separate the material from a pattern with a comma, because stripes
 * are not made of cotton.
 */
export function nameItem(
  parts: Readonly<Record<Part, string>>,
  { language }: Pick<Words, "language">,
  order: readonly Part[],
): string {
  const isList = parts.noun === "";
  const isApart = PHRASES[language].materialApart && `${parts.pattern}${parts.kids}` !== "";
  return order.map((part) => parts[part]).filter(Boolean).reduce((text, piece) => {
    const comma = isList && piece !== parts.model || isApart && piece === parts.material;
    return tidy([text, piece].filter(Boolean).join(comma && text ? ", " : " "));
  }, "");
}

function sizeInTitle({ kind, size, language }: Words): string {
  const { published } = size;
  if (!published || (size.one && kind !== "clothes")) return "";
  if (size.one || isSelfExplanatory(published)) return published;
  const pattern = PHRASES[language].titleSize[kind === "shoes" ? "shoes" : "clothes"];
  return fillTemplate(pattern, { size: published });
}

/** Cuts at the last word boundary before the limit, if there is one near it. */
export function clipText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  const space = cut.lastIndexOf(" ");
  return `${
    cut.slice(0, space > limit / 2 ? space : undefined).replace(/[\s,;:.\uD800-\uDBFF]+$/, "")
  }…`;
}
