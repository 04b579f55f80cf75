/** The image codec on sharp, which is loaded with the first photo: an idle house does not carry it. */
import type sharp from "sharp";
import { type Failure, invalid, isFailure } from "../errors.ts";
import type { ImageCodec, Prepared } from "./codec.ts";
import { GREY_SIDE_PX } from "./grey.ts";
import { tooManyPixels, unpackHeic } from "./heic_codec.ts";
import { DISPLAY_SIDE_PX, PIXELS_MAX, SIDE_MIN_PX, THUMB_SIDE_PX } from "./limits.ts";

type Sharp = typeof sharp;

const DISPLAY_QUALITY = 82;
const THUMB_QUALITY = 76;
/** Threads for one photo; the lane of jobs already runs two photos side by side. */
const THREADS = 1;

interface Pixels {
  readonly data: Uint8Array;
  readonly raw: { width: number; height: number; channels: 1 | 2 | 3 | 4 };
}

export function createSharpCodec(): ImageCodec {
  let loading: Promise<Sharp> | undefined;
  const load = () => loading ??= loadSharp();
  return {
    async prepare(original, kind, signal) {
      const sharp = await load();
      const file = kind === "heic" ? await unpackHeic(original, signal) : original;
      signal.throwIfAborted();
      return await prepare(sharp, file, signal).catch((cause) => {
        throw asFailure(cause, signal);
      });
    },
  };
}

async function loadSharp(): Promise<Sharp> {
  const { default: sharp } = await import("sharp");
  sharp.cache(false);
  sharp.concurrency(THREADS);
  return sharp;
}

async function prepare(sharp: Sharp, file: Uint8Array, signal: AbortSignal): Promise<Prepared> {
  const { width, height } = await measure(sharp, file);
  const pixels = await upright(sharp, file);
  signal.throwIfAborted();
  const from = () => sharp(pixels.data, { raw: pixels.raw });
  const display = await from().jpeg({ quality: DISPLAY_QUALITY }).toBuffer();
  const thumb = await from().resize(inside(THUMB_SIDE_PX)).webp({ quality: THUMB_QUALITY })
    .toBuffer();
  const grey = await from().resize(inside(GREY_SIDE_PX)).greyscale().raw()
    .toBuffer({ resolveWithObject: true });
  const { width: greyWidth, height: greyHeight } = grey.info;
  return {
    width,
    height,
    display,
    thumb,
    grey: { width: greyWidth, height: greyHeight, pixels: grey.data },
  };
}

/** Looks at the header alone, so that a bomb is refused before it goes off. */
async function measure(sharp: Sharp, file: Uint8Array): Promise<{ width: number; height: number }> {
  const { autoOrient: { width, height } } = await sharp(file, { limitInputPixels: false })
    .metadata();
  if (width * height > PIXELS_MAX) throw tooManyPixels(width * height, PIXELS_MAX);
  if (Math.min(width, height) < SIDE_MIN_PX) {
    throw invalid("photos.too_tiny", { width, height, min: SIDE_MIN_PX });
  }
  return { width, height };
}

async function upright(sharp: Sharp, file: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(file, { limitInputPixels: PIXELS_MAX, failOn: "error" })
    .autoOrient()
    .resize(inside(DISPLAY_SIDE_PX))
    .flatten({ background: "#fff" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return { data, raw: { width, height, channels } };
}

const inside = (side: number) =>
  ({ width: side, height: side, fit: "inside", withoutEnlargement: true }) as const;

/** sharp's own errors are all about the file that it was given. */
function asFailure(cause: unknown, signal: AbortSignal): Failure | unknown {
  if (signal.aborted || isFailure(cause)) return cause;
  return invalid("photos.corrupt", {}, cause);
}
