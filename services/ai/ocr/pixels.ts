/** A picture as the readers of text take it: upright, red-green-blue, a byte each, rows from the top. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const CHANNELS = 3;

/** The colour between four pixels, written to `out` as red, green, blue; the edge repeats outside. */
export function sample({ data, width, height }: Pixels, at: Point, out: Float32Array): void {
  const x = Math.min(Math.max(at.x, 0), width - 1);
  const y = Math.min(Math.max(at.y, 0), height - 1);
  const left = Math.floor(x), top = Math.floor(y);
  const dx = x - left, dy = y - top;
  const row = top * width, below = Math.min(top + 1, height - 1) * width;
  const right = Math.min(left + 1, width - 1);
  for (let c = 0; c < CHANNELS; c++) {
    const at = (index: number) => data[index * CHANNELS + c]!;
    out[c] = (at(row + left) * (1 - dx) + at(row + right) * dx) * (1 - dy) +
      (at(below + left) * (1 - dx) + at(below + right) * dx) * dy;
  }
}
