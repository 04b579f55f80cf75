/** The title: what it is, whose, which, in which size; what does not fit is left out from the least. */
import { capitalised, fill, tidy } from "./grammar.ts";
import { TITLE_CHARS_AIM, TITLE_CHARS_MAX } from "./limits.ts";
import { PHRASES } from "./phrases/mod.ts";
import { needsNoWord } from "./sizes.ts";
import type { Words } from "./words.ts";
import type { Part } from "./phrases/shape.ts";

type Pieces = Record<Part, string> & { size: string };

/** Left out, one after the other, until the title reads at a glance. */
const FOR_THE_EYE: readonly ((pieces: Pieces, words: Words) => Partial<Pieces>)[] = [
  () => ({ material: "" }),
  () => ({ pattern: "" }),
  (_, words) => ({ colour: words.firstColour }),
];
/** Left out only where the marketplace would refuse the title. */
const FOR_THE_LIMIT: typeof FOR_THE_EYE = [
  () => ({ kids: "" }),
  () => ({ colour: "" }),
  () => ({ size: "" }),
  () => ({ model: "" }),
];

/** At most `TITLE_CHARS_MAX` characters, and no more than `TITLE_CHARS_AIM` where that is possible. */
export function titleOf(words: Words): string {
  const { noun, brand, model } = words.parts;
  if (!noun && !brand && !model) return "";
  let pieces: Pieces = { ...words.parts, size: sizeInTitle(words) };
  const shorten = (steps: typeof FOR_THE_EYE, limit: number) => {
    for (const step of steps) {
      if (assemble(pieces, words).length <= limit) return;
      pieces = { ...pieces, ...step(pieces, words) };
    }
  };
  shorten(FOR_THE_EYE, TITLE_CHARS_AIM);
  shorten(FOR_THE_LIMIT, TITLE_CHARS_MAX);
  return clipped(assemble(pieces, words), TITLE_CHARS_MAX);
}

function assemble(pieces: Pieces, words: Words): string {
  const name = thingOf(pieces, words, PHRASES[words.language].titleOrder);
  return capitalised([name, pieces.size].filter(Boolean).join(", "));
}

/**
 * "Blazer Mango beige in lino". Without a noun the parts are a list: "Mango, beige". A language may set the
 * material apart from a pattern: stripes are not made of cotton.
 */
export function thingOf(
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
  if (size.one || needsNoWord(published)) return published;
  const pattern = PHRASES[language].titleSize[kind === "shoes" ? "shoes" : "clothes"];
  return fill(pattern, { size: published });
}

/** Cut at a word where one ends near the limit. */
export function clipped(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  const space = cut.lastIndexOf(" ");
  return `${
    cut.slice(0, space > limit / 2 ? space : undefined).replace(/[\s,;:.\uD800-\uDBFF]+$/, "")
  }…`;
}
