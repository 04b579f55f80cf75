/** Reading one line: its pixels as the recogniser takes them, and its answer as text. */
import { type Pixels, sample } from "./pixels.ts";
import type { Rectangle } from "./rectangle.ts";

export const LINE_HEIGHT_PIXELS = 48;
const LINE_WIDTH_PIXELS_MAX = 1_600;
/** Least line width: in a narrower one the network sees too little around a single character. */
const LINE_WIDTH_PIXELS_MIN = 64;
const WIDTH_STEP = 8;
/** Higher than wide by this much: the text runs up or down. */
const UPRIGHT_RATIO = 1.5;
const SPACE_PROBABILITY_MIN = 0.02;

export interface LineImage {
  /** Blue, green, red planes between -1 and 1. */
  readonly data: Float32Array;
  readonly width: number;
}

export interface Reading {
  readonly text: string;
  /** 0 to 1: the mean over the characters. */
  readonly confidence: number;
}

export function runsUpOrDown({ width, height }: Rectangle): boolean {
  return height > width * UPRIGHT_RATIO;
}

/** The direction in which the line is read, radians; `flipped` is the other way round. */
export function readingAngle(line: Rectangle, flipped: boolean): number {
  return line.angle + (runsUpOrDown(line) ? Math.PI / 2 : 0) + (flipped ? Math.PI : 0);
}

/** Cuts the line out, turned upright, at the height that the recogniser knows. */
export function cutLine(picture: Pixels, line: Rectangle, flipped: boolean): LineImage {
  const [length, thickness] = runsUpOrDown(line)
    ? [line.height, line.width]
    : [line.width, line.height];
  const step = thickness / LINE_HEIGHT_PIXELS;
  const used = Math.min(Math.max(Math.round(length / step), 1), LINE_WIDTH_PIXELS_MAX);
  const width = Math.max(Math.ceil(used / WIDTH_STEP) * WIDTH_STEP, LINE_WIDTH_PIXELS_MIN);
  const angle = readingAngle(line, flipped);
  const cos = Math.cos(angle), sin = Math.sin(angle);
  const size = width * LINE_HEIGHT_PIXELS;
  const data = new Float32Array(3 * size);
  const rgb = new Float32Array(3);
  for (let row = 0; row < LINE_HEIGHT_PIXELS; row++) {
    const v = (row + 0.5 - LINE_HEIGHT_PIXELS / 2) * step;
    for (let column = 0; column < used; column++) {
      const u = (column + 0.5) / used * length - length / 2;
      const at = { x: line.centre.x + u * cos - v * sin, y: line.centre.y + u * sin + v * cos };
      sample(picture, at, rgb);
      for (let c = 0; c < 3; c++) {
        data[c * size + row * width + column] = rgb[2 - c]! / 127.5 - 1;
      }
    }
  }
  return { data, width };
}

/**
 * The recogniser gives for each step along the line how likely each character is; the first one means "none".
 * A character that repeats without a "none" between is the same one seen twice.
 *
 * @param characters what each place after the first means; the last is the space
 */
export function readSteps(steps: Float32Array, characters: readonly string[]): Reading {
  const classes = characters.length + 1;
  let text = "", sum = 0, count = 0, last = 0, spaced = false;
  for (let start = 0; start + classes <= steps.length; start += classes) {
    const best = strongest(steps, start, classes);
    // Trained on Chinese, it hardly dares to see a space: an inkling between two characters will do.
    if (steps[start + classes - 1]! > SPACE_PROBABILITY_MIN) spaced = true;
    const letter = best !== 0 && best !== last && best !== classes - 1;
    last = best;
    if (!letter) continue;
    if (spaced && text) text += " ";
    spaced = false;
    text += characters[best - 1];
    sum += steps[start + best]!;
    count++;
  }
  return { text: sharesApart(text), confidence: count === 0 ? 0 : sum / count };
}

/** "45%VISCOSA55%LINO": a percent sign is so wide that the space after it is lost. */
function sharesApart(text: string): string {
  return text.replace(/%(?=\p{L})/gu, "% ").replace(/(?<=\p{L})(?=\d+ ?%)/gu, " ");
}

function strongest(values: Float32Array, start: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if (values[start + i]! > values[start + best]!) best = i;
  return best;
}
