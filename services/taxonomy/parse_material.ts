/**
 * Reads what a label says it is made of: "55% LINO 45% VISCOSA", the same again in six languages, several parts
 * of one garment, and what character recognition makes of it ("1OO% C0TONE", "95°/o").
 */
import type { FactValue, MaterialPart } from "./facts.ts";
import { partsOf, type PartText } from "./composition_parts.ts";
import { isWhole, sharesIn } from "./composition_shares.ts";
import { MATERIAL_WORDS, materialNamed } from "./materials.ts";
import { wordsOf } from "../base/text.ts";

export type Fibres = FactValue<"material">;

/** Most fibres of one part. */
const FIBRES_MAX = 8;
const OTHER_PARTS_MAX = 2;
const TEXT_CHARS_MAX = 4_000;

/** The fibres of the garment, then those of its lining and other parts; in part where not all was readable. */
export function parseMaterial(text: string): Fibres {
  const pieces = partsOf(text.slice(0, TEXT_CHARS_MAX));
  const withShares = pieces.filter((piece) => sharesIn(piece.text).length > 0);
  const read = withShares.length > 0 ? withShares : pieces;
  const parts = Map.groupBy(read, ({ part }) => part);
  const others = [...parts.keys()].filter((part) => part !== undefined).slice(0, OTHER_PARTS_MAX);
  return [undefined, ...others].flatMap((part) => fibresOf(part, parts.get(part) ?? []));
}

/** Fibres of the garment itself, without its lining and trims. */
export function mainFibres(fibres: Fibres): Fibres {
  return fibres.filter(({ part }) => part === undefined);
}

/** The fibres of each part, the garment itself first. */
export function fibresByPart(fibres: Fibres): Map<MaterialPart | undefined, Fibres> {
  return Map.groupBy(fibres, ({ part }) => part);
}

/**
 * Whether a part has percentages that do not come to a hundred within one point: then a fibre is missing or a
 * figure was misread.
 */
export function isPartOfComposition(fibres: Fibres): boolean {
  return [...fibresByPart(fibres).values()].some((part) => !isWholePart(part));
}

/** The parts whose percentages come to a hundred, and those that have none. */
export function wholeParts(fibres: Fibres): Fibres {
  return [...fibresByPart(fibres).values()].filter(isWholePart).flat();
}

function isWholePart(fibres: Fibres): boolean {
  const percents = fibres.flatMap(({ percent }) => percent ?? []);
  return percents.length === 0 || isWhole(percents);
}

/** A part that comes again is the same in another language. */
function fibresOf(part: MaterialPart | undefined, pieces: readonly PartText[]): Fibres {
  const shares = sharesIn(pieces.map(({ text }) => text).join("\n"));
  const found: { fibre: string; percent?: number }[] = shares.length > 0
    ? shares
    : namedIn(pieces.map(({ text }) => text).join("\n"));
  return found.slice(0, FIBRES_MAX).map((fibre) => (part ? { ...fibre, part } : fibre));
}

/** Fibres without percentages: the names of a list, else all that the lines of a label mention. */
function namedIn(text: string): { fibre: string }[] {
  const isList = !text.trim().includes("\n");
  const found = text.split(/[,;]/).flatMap((name) => {
    const exact = isList ? materialNamed(name) : undefined;
    return exact ? [exact.key] : MATERIAL_WORDS.all(wordsOf(name)).map(({ value }) => value.key);
  });
  return [...new Set(found)].map((fibre) => ({ fibre }));
}
