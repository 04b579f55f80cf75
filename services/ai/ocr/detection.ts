/**
 * Finding lines of text: the picture as the detector takes it, and its answer (how likely each pixel belongs
 * to text) as rectangles. The figures are those that the detector, PP-OCR's DB network, was trained with.
 */
import type { Pixels, Point } from "./pixels.ts";
import { grown, type Rectangle, smallestRectangle } from "./rectangle.ts";

/** The network halves its input five times. */
export const SIDE_STEP = 32;
const MEAN = [0.485, 0.456, 0.406];
const DEVIATION = [0.229, 0.224, 0.225];

const PIXEL_PROBABILITY_MIN = 0.3;
const LINE_PROBABILITY_MIN = 0.5;
const LINE_SIDE_PIXELS_MIN = 3;
/** The network marks the core of a line: how much larger the line is. */
const GROWTH = 1.6;
/** A picture full of print, such as a patterned cloth, must not take minutes. */
export const LINES_MAX = 60;

export interface Plane {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** Blue, green, red planes, one after the other, each centred as in training. */
export function detectorInput({ data, width, height }: Pixels): Float32Array {
  const size = width * height;
  const input = new Float32Array(3 * size);
  for (let c = 0; c < 3; c++) {
    const mean = MEAN[c]! * 255, deviation = DEVIATION[c]! * 255;
    for (let i = 0; i < size; i++) input[c * size + i] = (data[i * 3 + 2 - c]! - mean) / deviation;
  }
  return input;
}

/** The lines of text in a plane of probabilities, the largest first, at most LINES_MAX. */
export function findLines(plane: Plane): Rectangle[] {
  const lines: Rectangle[] = [];
  for (const blob of blobs(plane)) {
    if (blob.probability < LINE_PROBABILITY_MIN) continue;
    const core = smallestRectangle(blob.outline);
    if (!core || Math.min(core.width, core.height) < LINE_SIDE_PIXELS_MIN) continue;
    const distance = core.width * core.height * GROWTH / (2 * (core.width + core.height));
    lines.push(grown(core, distance));
  }
  return lines.sort((a, b) => b.width * b.height - a.width * a.height).slice(0, LINES_MAX);
}

interface Blob {
  /** First and last pixel of each row: enough for the hull. */
  readonly outline: Point[];
  readonly probability: number;
}

/** Pixels that touch each other, also at a corner, and are likely text. */
function* blobs({ data, width, height }: Plane): Generator<Blob> {
  const seen = new Uint8Array(data.length);
  for (let start = 0; start < data.length; start++) {
    if (seen[start] || data[start]! < PIXEL_PROBABILITY_MIN) continue;
    seen[start] = 1;
    const rows = new Map<number, [left: number, right: number]>();
    const open = [start];
    let sum = 0, count = 0;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const x = at % width, y = (at - x) / width;
      sum += data[at]!;
      count++;
      const row = rows.get(y);
      rows.set(y, row ? [Math.min(row[0], x), Math.max(row[1], x)] : [x, x]);
      for (let ny = Math.max(y - 1, 0); ny <= Math.min(y + 1, height - 1); ny++) {
        for (let nx = Math.max(x - 1, 0); nx <= Math.min(x + 1, width - 1); nx++) {
          const next = ny * width + nx;
          if (seen[next] || data[next]! < PIXEL_PROBABILITY_MIN) continue;
          seen[next] = 1;
          open.push(next);
        }
      }
    }
    const outline = [...rows].flatMap(([y, [left, right]]) => [{ x: left, y }, { x: right, y }]);
    yield { outline, probability: sum / count };
  }
}
