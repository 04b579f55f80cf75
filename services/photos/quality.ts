/** Measures of a photo that only ever warn: nothing is refused and nothing is altered for them. */
import { SMALL_SIDE_PX } from "./limits.ts";
import type { GreyImage } from "./grey.ts";

/** Mean of 0 to 255. */
const DARK_BELOW = 50;
const BLURRED_BELOW = 25;

interface Measured {
  readonly width: number;
  readonly height: number;
  readonly grey: GreyImage;
  readonly isCut?: boolean;
}

type Shortcoming = "blurred" | "dark" | "small" | "cut";

/** @returns what the seller may want to shoot again */
export function shortcomings({ width, height, grey, isCut }: Measured): Shortcoming[] {
  return [
    ...(sharpness(grey) < BLURRED_BELOW ? ["blurred" as const] : []),
    ...(brightness(grey) < DARK_BELOW ? ["dark" as const] : []),
    ...(Math.min(width, height) < SMALL_SIDE_PX ? ["small" as const] : []),
    ...(isCut ? ["cut" as const] : []),
  ];
}

function brightness({ pixels }: GreyImage): number {
  let sum = 0;
  for (const pixel of pixels) sum += pixel;
  return sum / Math.max(1, pixels.length);
}

/** Variance of the Laplacian: how much neighbouring pixels disagree. */
function sharpness({ width, height, pixels }: GreyImage): number {
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const edge = pixels[at - width]! + pixels[at + width]! + pixels[at - 1]! + pixels[at + 1]! -
        4 * pixels[at]!;
      sum += edge;
      squares += edge * edge;
    }
  }
  const count = Math.max(1, (width - 2) * (height - 2));
  return squares / count - (sum / count) ** 2;
}
