/** A photo as its lights and darks alone, small enough to measure in plain code. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  /** Row by row, 0 black to 255 white. */
  readonly pixels: Uint8Array;
}

/** Longer side of the grey image that a codec makes, so that measures of different photos compare. */
export const GREY_SIDE_PX = 512;

/** Each new pixel is the mean of those under it. */
export function shrink(image: GreyImage, width: number, height: number): Float64Array {
  const sums = new Float64Array(width * height);
  const counts = new Uint32Array(width * height);
  for (let y = 0; y < image.height; y++) {
    const row = Math.floor((y * height) / image.height) * width;
    for (let x = 0; x < image.width; x++) {
      const cell = row + Math.floor((x * width) / image.width);
      sums[cell]! += image.pixels[y * image.width + x]!;
      counts[cell]!++;
    }
  }
  return sums.map((sum, cell) => sum / Math.max(1, counts[cell]!));
}
