/** Pieces of text as they lie on a label, put together into lines in the order in which a person reads. */
import type { PlaceInPhoto } from "../../taxonomy/facts.ts";
import type { Point } from "./pixels.ts";
import { cornersOf, type Rectangle } from "./rectangle.ts";
import { readingAngle, runsUpOrDown } from "./recognition.ts";

export interface Piece {
  readonly text: string;
  readonly confidence: number;
  readonly where: Rectangle;
  readonly flipped: boolean;
}

export interface Line {
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** Absent where the reader does not know, as language models do not. */
  readonly place?: PlaceInPhoto;
}

/** Size in pixels. */
interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Pieces whose middles differ by less than this share of their thickness stand on one line. */
const SAME_LINE = 0.5;
/** A gap wider than this many thicknesses separates two columns. */
const GAP_MAX = 3;

interface Placed {
  readonly piece: Piece;
  readonly start: number;
  readonly end: number;
  readonly middle: number;
  readonly thickness: number;
}

/** @param picture the one in whose pixels the pieces are placed */
export function inReadingOrder(pieces: readonly Piece[], picture: PictureSize): Line[] {
  const angle = commonAngle(pieces);
  const placed = pieces.map((piece) => place(piece, angle)).sort((a, b) => a.middle - b.middle);
  const rows: Placed[][] = [];
  for (const piece of placed) {
    const row = rows.find((row) => row.some((other) => onOneLine(other, piece)));
    if (row) row.push(piece);
    else rows.push([piece]);
  }
  return rows.flatMap((row) => columns(row).map((line) => join(line, angle, picture)));
}

/** The direction of the longest piece: a label is printed in one. */
function commonAngle(pieces: readonly Piece[]): number {
  const length = ({ where }: Piece) => Math.max(where.width, where.height);
  const longest = pieces.reduce<Piece | null>(
    (best, piece) => best && length(best) >= length(piece) ? best : piece,
    null,
  );
  return longest ? readingAngle(longest.where, longest.flipped) : 0;
}

function place(piece: Piece, angle: number): Placed {
  const { centre, width, height } = piece.where;
  const cos = Math.cos(angle), sin = Math.sin(angle);
  const [length, thickness] = runsUpOrDown(piece.where) ? [height, width] : [width, height];
  const along = centre.x * cos + centre.y * sin;
  return {
    piece,
    start: along - length / 2,
    end: along + length / 2,
    middle: centre.y * cos - centre.x * sin,
    thickness,
  };
}

function onOneLine(a: Placed, b: Placed): boolean {
  return Math.abs(a.middle - b.middle) < SAME_LINE * Math.min(a.thickness, b.thickness);
}

function columns(row: Placed[]): Placed[][] {
  const found: Placed[][] = [];
  for (const piece of row.sort((a, b) => a.start - b.start)) {
    const last = found.at(-1)?.at(-1);
    if (last && piece.start - last.end <= GAP_MAX * last.thickness) found.at(-1)!.push(piece);
    else found.push([piece]);
  }
  return found;
}

function join(line: readonly Placed[], angle: number, picture: PictureSize): Line {
  const pieces = line.map(({ piece }) => piece);
  return {
    text: pieces.map(({ text }) => text).join(" "),
    confidence: Math.min(...pieces.map(({ confidence }) => confidence)),
    place: placeOf(pieces.flatMap(({ where }) => cornersOf(where)), angle, picture),
  };
}

const QUARTER_DEGREES = 90;

/** The upright rectangle around the points, and which way up the text stands in it. */
function placeOf(
  points: readonly Point[],
  angle: number,
  { width, height }: PictureSize,
): PlaceInPhoto {
  const [xs, ys] = [points.map(({ x }) => x / width), points.map(({ y }) => y / height)];
  const [left, right] = [share(Math.min(...xs)), share(Math.max(...xs))];
  const [top, bottom] = [share(Math.min(...ys)), share(Math.max(...ys))];
  const quarters = (Math.round(angle / (Math.PI / 2)) % 4 + 4) % 4;
  const turn = quarters * QUARTER_DEGREES as PlaceInPhoto["turn"];
  return { x: left, y: top, width: share(right - left), height: share(bottom - top), turn };
}

const SHARE_STEPS = 10_000;

/** Within the picture, to a hundredth of a percent. */
const share = (value: number): number =>
  Math.round(Math.min(Math.max(value, 0), 1) * SHARE_STEPS) / SHARE_STEPS;
