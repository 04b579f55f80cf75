/** Sorts the lines that character recognition found on a tag into facts; says nothing it has not read. */
import type { FactValue } from "../inventory/mod.ts";
import { findArticleNumber } from "./article_number.ts";
import { isPlaceholderBrand } from "./brands.ts";
import { parseCare } from "./care.ts";
import { findBrand } from "./find_brand.ts";
import { parseMaterial } from "./parse_material.ts";
import { parseSize } from "./parse_size.ts";
import type { Seen } from "./recognise.ts";

export interface TagLine {
  readonly text: string;
  /** 0 to 1, the reader's own. */
  readonly confidence: number;
}

export interface TagFacts {
  brand?: Seen<string>;
  /** As printed. */
  sizeLabel?: Seen<string>;
  size?: Seen<number>;
  material?: Seen<FactValue<"material">>;
  care?: Seen<string[]>;
  articleNumber?: Seen<string>;
}

export interface ReadTagOptions {
  /** What the garment is, if known: it tells what a number means. */
  readonly category?: string;
}

const LINES_MAX = 200;
/** A number without a system, or fibres without shares, may be something else. */
const VAGUE_SIZE = 0.5;
const VAGUE_MATERIAL = 0.6;
const WHOLE = 100;
const SIZE_CHARS_MAX = 40;

export function readTag(lines: readonly TagLine[], options: ReadTagOptions = {}): TagFacts {
  const read = lines.slice(0, LINES_MAX).filter(({ text }) => text.trim() !== "");
  const facts: TagFacts = {
    ...brandOn(read),
    ...sizeOn(read, options.category),
    ...materialOn(read),
    ...articleOn(read),
  };
  const care = parseCare(read.map(({ text }) => text).join("\n"));
  if (care.length > 0) facts.care = { value: care, confidence: lowest(read) };
  return facts;
}

const lowest = (lines: readonly TagLine[]): number =>
  lines.reduce((least, { confidence }) => Math.min(least, confidence), 1);

function best<T>(seen: readonly Seen<T>[]): Seen<T> | undefined {
  return seen.toSorted((a, b) => b.confidence - a.confidence)[0];
}

function brandOn(lines: readonly TagLine[]): Pick<TagFacts, "brand"> {
  const found = lines.flatMap((line): Seen<string>[] => {
    // "100% LANA" and "MADE IN ITALY" are lines of their own, not names.
    if (/%/.test(line.text) || isPlaceholderBrand(line.text)) return [];
    const brand = findBrand(line.text);
    return brand ? [{ value: brand.brand, confidence: brand.confidence * line.confidence }] : [];
  });
  const brand = best(found);
  return brand ? { brand } : {};
}

const SIZE_LINE =
  /^(?:tg|taglia|size|taille|talla|gr[oö](?:ss|ß)e|gr|eur|eu|it|ita|fr|f|uk|gb|us|usa|de|d|es|mex|cn|w)\b/i;

function sizeOn(
  lines: readonly TagLine[],
  category?: string,
): Pick<TagFacts, "sizeLabel" | "size"> {
  const found = lines.flatMap(({ text, confidence }) => {
    const printed = text.trim().replace(/\s+/g, " ");
    if (printed.length > SIZE_CHARS_MAX) return [];
    const parsed = parseSize(printed, category);
    // A lone figure is a size only if it could be one; "30" may be a washing temperature.
    if (!parsed || (parsed.ambiguous && /^\d+$/.test(printed) && category === undefined)) return [];
    const certainty = (parsed.ambiguous ? VAGUE_SIZE : 1) * (SIZE_LINE.test(printed) ? 1 : 0.9);
    return [{ printed, parsed, confidence: certainty * confidence }];
  }).toSorted((a, b) => b.confidence - a.confidence);
  const [first] = found;
  if (!first) return {};
  const sizeLabel = { value: first.printed, confidence: first.confidence };
  const { sizeId } = first.parsed;
  return sizeId === undefined
    ? { sizeLabel }
    : { sizeLabel, size: { value: sizeId, confidence: first.confidence } };
}

function materialOn(lines: readonly TagLine[]): Pick<TagFacts, "material"> {
  const value = parseMaterial(lines.map(({ text }) => text).join("\n"));
  if (value.length === 0) return {};
  const named = lines.filter(({ text }) => parseMaterial(text).length > 0 || /%/.test(text));
  const total = value.reduce((sum, { percent = 0 }) => sum + percent, 0);
  const certainty = Math.round(total) === WHOLE ? 1 : VAGUE_MATERIAL;
  return { material: { value, confidence: certainty * lowest(named) } };
}

function articleOn(lines: readonly TagLine[]): Pick<TagFacts, "articleNumber"> {
  const joined = lines.map(({ text }) => text).join("\n");
  const article = findArticleNumber(joined);
  if (!article) return {};
  const line = lines.find(({ text }) => text.toUpperCase().includes(article.value));
  const confidence = article.confidence * (line?.confidence ?? lowest(lines));
  return { articleNumber: { value: article.value, confidence } };
}
