/** The port through which photos are unpacked and repacked. */
import type { GreyImage } from "./grey.ts";
import type { PhotoKind } from "./kind.ts";

/** Pictures derived from an original: upright, in sRGB, without metadata. */
export interface Prepared {
  /** Of the original as it is looked at, after it was turned upright. */
  readonly width: number;
  readonly height: number;
  /** JPEG, at most DISPLAY_SIDE_PX. */
  readonly display: Uint8Array;
  /** WebP, at most THUMB_SIDE_PX. */
  readonly thumb: Uint8Array;
  readonly grey: GreyImage;
  /** The file ends before the picture does: its last rows are missing or coarse. */
  readonly isCut: boolean;
}

/** Clockwise, in degrees, after the file's own orientation. */
export const TURNS = [0, 90, 180, 270] as const;
export type Turn = (typeof TURNS)[number];

interface PrepareOptions {
  readonly signal: AbortSignal;
  /** @default 0 */
  readonly turn?: Turn;
}

export interface ImageCodec {
  /**
   * @throws Failure `invalid` with the sentence: `photos.corrupt`, `photos.too_many_pixels`,
   * `photos.too_tiny`. Nothing but the pixels' size and encoding changes.
   */
  prepare(original: Uint8Array, kind: PhotoKind, options: PrepareOptions): Promise<Prepared>;
}

export const DISPLAY_TYPE = "image/jpeg";
export const THUMB_TYPE = "image/webp";
