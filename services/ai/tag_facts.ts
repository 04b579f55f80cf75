/** Turns the lines of text on labels into proposed facts. */
import type { FactName, Facts, PlaceInPhoto } from "../taxonomy/facts.ts";
import { readTag, type ReadTagOptions, type TagFact } from "../taxonomy/mod.ts";
import type { Line } from "./ocr/lines.ts";

/** The narrowest text among the facts; a longer one is no brand, size or number but a sentence. */
const TEXT_CHARS_MAX = 40;
const SIZE_CHARS_MAX = 80;
/** No label shows more instructions; more is a misreading. */
const LIST_MAX = 12;
/** Below it a print on the cloth has been taken for a label. */
const CONFIDENCE_MIN = 0.35;
/** How much of the label is shown around the lines of a fact, in heights of a line. */
const MARGIN_LINES = 0.5;
/** Around what was read in part, where the rest must stand. */
const MARGIN_LINES_OF_PART = 2;

/** Lines read in one photo. */
export interface PhotoLines {
  /** Absent for a picture that belongs to no item. */
  readonly photoId?: string;
  readonly lines: readonly Line[];
}

interface TagReading {
  /** The reader's name. */
  readonly by: string;
  readonly at: number;
}

type PhotoLine = Line & { readonly photoId?: string };

/** Facts from the labels in an item's photos; partly read ones are marked. */
export function tagFacts(
  photos: readonly PhotoLines[],
  { by, at }: TagReading,
  options: ReadTagOptions = {},
): Facts {
  const lines = photos.map(({ photoId, lines }) =>
    lines.map((line): PhotoLine => photoId === undefined ? line : { ...line, photoId })
  );
  const found = Object.entries(readTag(lines, options)) as [
    FactName,
    TagFact<unknown, PhotoLine>,
  ][];
  return Object.fromEntries(
    found
      .filter(([name, { value, confidence }]) => confidence >= CONFIDENCE_MIN && fits(name, value))
      .map(([name, fact]) => [name, { ...proposal(fact), by, at }]),
  );
}

function proposal({ value, confidence, isPart, lines }: TagFact<unknown, PhotoLine>) {
  const photoId = lines[0]?.photoId;
  const place = placeAround(
    lines.flatMap((line) => line.place ?? []),
    isPart ? MARGIN_LINES_OF_PART : MARGIN_LINES,
  );
  return {
    value,
    confidence,
    source: "tag" as const,
    ...(photoId !== undefined && { photoId }),
    ...(photoId !== undefined && place && { place }),
    ...(isPart && { partial: true as const }),
  };
}

function fits(name: FactName, value: unknown): boolean {
  if (typeof value === "string") {
    const longest = name === "sizeLabel" ? SIZE_CHARS_MAX : TEXT_CHARS_MAX;
    return value !== "" && value.length <= longest;
  }
  if (Array.isArray(value)) {
    return value.length > 0 && (name !== "care" || value.length <= LIST_MAX);
  }
  return true;
}

/** The rectangle around all the lines with some of the label around them. */
function placeAround(places: readonly PlaceInPhoto[], marginLines: number): PlaceInPhoto | null {
  const [first] = places;
  if (!first) return null;
  const isSideways = first.turn === 90 || first.turn === 270;
  const thickness = Math.max(...places.map(({ width, height }) => isSideways ? width : height));
  const margin = thickness * marginLines;
  const left = Math.max(Math.min(...places.map(({ x }) => x)) - margin, 0);
  const top = Math.max(Math.min(...places.map(({ y }) => y)) - margin, 0);
  const right = Math.min(Math.max(...places.map(({ x, width }) => x + width)) + margin, 1);
  const bottom = Math.min(Math.max(...places.map(({ y, height }) => y + height)) + margin, 1);
  return { x: left, y: top, width: right - left, height: bottom - top, turn: first.turn };
}
