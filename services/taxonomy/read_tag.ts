/** Sorts the lines that were read on the labels of one garment into facts, and adds nothing else. */
import type { FactValue } from "./facts.ts";
import type { Site } from "../marketplace/mod.ts";
import { findArticleNumber } from "./article_number.ts";
import { isPlaceholderBrand } from "./brands.ts";
import { readCare } from "./care.ts";
import { findBrandIn } from "./find_brand.ts";
import { isPartOfComposition, parseMaterial } from "./parse_material.ts";
import { parseSize } from "./parse_size.ts";
import { readSize } from "./read_size.ts";
import type { Seen } from "./recognise.ts";
import { wordsOf } from "../base/text.ts";

export interface TagLine {
  readonly text: string;
  /** 0 to 1, the reader's own. */
  readonly confidence: number;
}

/** One fact, as read on labels. */
export interface TagFact<T, L extends TagLine = TagLine> extends Seen<T> {
  /** Only a part of what is printed could be read. */
  readonly isPart: boolean;
  /** The lines that contain it, all from one photo. */
  readonly lines: readonly L[];
}

interface TagFacts<L extends TagLine = TagLine> {
  brand?: TagFact<string, L>;
  /** As printed. */
  sizeLabel?: TagFact<string, L>;
  size?: TagFact<number, L>;
  material?: TagFact<FactValue<"material">, L>;
  care?: TagFact<string[], L>;
  articleNumber?: TagFact<string, L>;
}

export interface ReadTagOptions {
  /** Category of the garment, if known: it decides the meaning of a bare number. */
  readonly category?: string | undefined;
  /** Site where it is sold: its size system has priority. */
  readonly site?: Site;
}

const LINES_MAX = 200;
/** Fibres without percentages may be something else. */
const VAGUE_MATERIAL = 0.6;
/** Lines of one brand: "DOLCE &" and "GABBANA". */
const BRAND_LINES_MAX = 2;

/** @param photos the lines of each photo; all of them show labels of the same garment */
export function readTag<L extends TagLine>(
  photos: readonly (readonly L[])[],
  options: ReadTagOptions = {},
): TagFacts<L> {
  const read = photos.map((lines) =>
    lines.slice(0, LINES_MAX).filter(({ text }) => text.trim() !== "")
  );
  const brand = best(read.map(brandOn));
  const material = best(read.map(materialOn));
  const care = best(read.map(careOn));
  const articleNumber = best(read.map(articleOn));
  return {
    ...(brand && { brand }),
    ...sizeOn(read, options),
    ...(material && { material }),
    ...(care && { care }),
    ...(articleNumber && { articleNumber }),
  };
}

const lowest = (lines: readonly TagLine[]): number =>
  lines.reduce((least, { confidence }) => Math.min(least, confidence), 1);

/** Prefers complete readings, then the highest confidence. */
function best<T, L extends TagLine>(
  found: readonly (TagFact<T, L> | undefined)[],
): TagFact<T, L> | undefined {
  return found.filter((one) => one !== undefined)
    .toSorted((a, b) => Number(a.isPart) - Number(b.isPart) || b.confidence - a.confidence)[0];
}

function brandOn<L extends TagLine>(lines: readonly L[]): TagFact<string, L> | undefined {
  const named = lines.flatMap((_, at) =>
    Array.from({ length: BRAND_LINES_MAX }, (_, count) => brandIn(lines.slice(at, at + count + 1)))
  ).filter((one) => one !== undefined);
  // A name over two lines holds the half that stands on one of them.
  const whole = named.filter((one) =>
    !named.some((other) =>
      other.lines.length > one.lines.length && one.lines.every((line) => other.lines.includes(line))
    )
  );
  return best(whole);
}

function brandIn<L extends TagLine>(lines: readonly L[]): TagFact<string, L> | undefined {
  const texts = lines.map(({ text }) => text.trim());
  // "100% LANA" and "MADE IN ITALY" are lines of their own, not names.
  if (texts.some((text) => /%/.test(text) || isPlaceholderBrand(text))) return undefined;
  const text = texts.join(" ");
  const found = findBrandIn(text, wordsOf(text));
  if (!found) return undefined;
  if (lines.length > 1) {
    const first = wordsOf(texts[0]!).length;
    if (found.confidence < 1 || found.from >= first || found.to <= first) return undefined;
  }
  const confidence = found.confidence * lowest(lines);
  return { value: found.brand, confidence, isPart: false, lines };
}

function sizeOn<L extends TagLine>(
  photos: readonly (readonly L[])[],
  { category, site }: ReadTagOptions,
): Pick<TagFacts<L>, "sizeLabel" | "size"> {
  const found = readSize(photos.flat(), category, site);
  if (!found) return {};
  const { printed, confidence, isPart } = found;
  const photo = photos.find((lines) => lines.includes(found.lines[0]!)) ?? [];
  const lines = found.lines.filter((line) => photo.includes(line));
  const sizeLabel = { value: printed, confidence, isPart, lines };
  const sizeId = isPart ? undefined : parseSize(printed, category, site)?.sizeId;
  return sizeId === undefined
    ? { sizeLabel }
    : { sizeLabel, size: { value: sizeId, confidence, isPart, lines } };
}

function materialOn<L extends TagLine>(
  lines: readonly L[],
): TagFact<FactValue<"material">, L> | undefined {
  const value = parseMaterial(lines.map(({ text }) => text).join("\n"));
  if (value.length === 0) return undefined;
  const naming = lines.filter(({ text }) => /%|％/.test(text) || parseMaterial(text).length > 0);
  const hasPercents = value.some(({ percent }) => percent !== undefined);
  const confidence = (hasPercents ? 1 : VAGUE_MATERIAL) * lowest(naming);
  return { value, confidence, isPart: isPartOfComposition(value), lines: naming };
}

function careOn<L extends TagLine>(lines: readonly L[]): TagFact<string[], L> | undefined {
  const { care, isPart } = readCare(lines.map(({ text }) => text).join("\n"));
  if (care.length === 0) return undefined;
  const naming = lines.filter(({ text }) => readCare(text).care.length > 0);
  const saying = naming.length > 0 ? naming : lines;
  return { value: care, confidence: lowest(saying), isPart, lines: saying };
}

function articleOn<L extends TagLine>(lines: readonly L[]): TagFact<string, L> | undefined {
  const article = findArticleNumber(lines.map(({ text }) => text).join("\n"));
  if (!article) return undefined;
  const { value, isPart } = article;
  const whole = lines.filter(({ text }) => text.toUpperCase().includes(value));
  const saying = whole.length > 0
    ? whole.slice(0, 1)
    : lines.filter(({ text }) => isPieceOf(value, text));
  const confidence = article.confidence * lowest(saying.length > 0 ? saying : lines);
  return { value, confidence, isPart, lines: saying };
}

const PIECE_CHARS_MIN = 3;

/** A line that holds the beginning or the end of a number that was broken. */
function isPieceOf(value: string, text: string): boolean {
  const piece = text.toUpperCase().split(/\s+/).at(-1)?.replace(/^[./-]|[./-]$/g, "") ?? "";
  return piece.length >= PIECE_CHARS_MIN && (value.startsWith(piece) || value.endsWith(piece));
}
