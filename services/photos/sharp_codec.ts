/** The image codec on sharp, which is loaded with the first photo: an idle app does not hold it in memory. */
import type sharp from "sharp";
import { type Failure, invalid, isFailure } from "../base/errors.ts";
import type { ImageCodec, Prepared, Turn } from "./codec.ts";
import { GREY_SIDE_PX } from "./grey.ts";
import { tooManyPixels, unpackHeic } from "./heic_codec.ts";
import {
  DISPLAY_SIDE_PX,
  LARGE_IMAGE_BYTES,
  PIXELS_MAX,
  ROWS_SHARE_MIN,
  SIDE_MIN_PX,
  THUMB_SIDE_PX,
  WHOLE_IMAGE_BYTES_MAX,
} from "./limits.ts";
import { createKeyedMutex } from "../base/mutex.ts";

type Sharp = typeof sharp;

const DISPLAY_QUALITY = 82;
const THUMB_QUALITY = 76;
/** Threads for one photo; the lane of jobs already runs two photos side by side. */
const THREADS = 1;

const JPEG_END = Uint8Array.of(0xff, 0xd9);

interface Pixels {
  readonly data: Uint8Array;
  readonly raw: { width: number; height: number; channels: 1 | 2 | 3 | 4 };
  readonly isCut: boolean;
}

export function createSharpCodec(): ImageCodec {
  let loading: Promise<Sharp> | undefined;
  const load = () => loading ??= loadSharp();
  const inTurn = createKeyedMutex();
  return {
    async prepare(original, kind, { signal, turn = 0 }) {
      const sharp = await load();
      const file = kind === "heic" ? await unpackHeic(original, signal) : original;
      signal.throwIfAborted();
      try {
        const { width, height, wholeBytes } = await measure(sharp, file);
        const unpack = () => uprightPixels(sharp, file, turn);
        const isLarge = wholeBytes > LARGE_IMAGE_BYTES;
        const pixels = await (isLarge ? inTurn("large", unpack) : unpack());
        signal.throwIfAborted();
        const [shownWidth, shownHeight] = turn % 180 === 0 ? [width, height] : [height, width];
        return { width: shownWidth, height: shownHeight, ...await encode(sharp, pixels) };
      } catch (cause) {
        throw asFailure(cause, signal);
      }
    },
  };
}

async function loadSharp(): Promise<Sharp> {
  const { default: sharp } = await import("sharp");
  sharp.cache(false);
  sharp.concurrency(THREADS);
  return sharp;
}

async function encode(sharp: Sharp, pixels: Pixels): Promise<Omit<Prepared, "width" | "height">> {
  const from = () => sharp(pixels.data, { raw: pixels.raw });
  const display = await from().jpeg({ quality: DISPLAY_QUALITY }).toBuffer();
  const thumb = await from().resize(inside(THUMB_SIDE_PX)).webp({ quality: THUMB_QUALITY })
    .toBuffer();
  const grey = await from().resize(inside(GREY_SIDE_PX)).greyscale().raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = grey.info;
  return { display, thumb, grey: { width, height, pixels: grey.data }, isCut: pixels.isCut };
}

interface Measured {
  readonly width: number;
  readonly height: number;
  /** Bytes that the decoder holds at once; 0 when it decodes row by row. */
  readonly wholeBytes: number;
}

/** Looks at the header alone, so that a decompression bomb is refused before it is unpacked. */
async function measure(sharp: Sharp, file: Uint8Array): Promise<Measured> {
  const metadata = await sharp(file, { limitInputPixels: false }).metadata();
  const { autoOrient: { width, height }, channels = 4, depth, isProgressive } = metadata;
  const pixels = width * height;
  if (pixels > PIXELS_MAX) throw tooManyPixels(pixels, PIXELS_MAX);
  if (Math.min(width, height) < SIDE_MIN_PX) {
    throw invalid("photos.too_tiny", { width, height, min: SIDE_MIN_PX });
  }
  const isWhole = isProgressive || (metadata.orientation ?? 1) > 1;
  const bytesPerPixel = channels * (depth === "uchar" ? 1 : depth === "ushort" ? 2 : 4);
  const pixelsMax = Math.floor(WHOLE_IMAGE_BYTES_MAX / bytesPerPixel);
  if (isWhole && pixels > pixelsMax) throw tooManyPixels(pixels, pixelsMax);
  return { width, height, wholeBytes: isWhole ? pixels * bytesPerPixel : 0 };
}

async function uprightPixels(sharp: Sharp, file: Uint8Array, turn: Turn): Promise<Pixels> {
  try {
    return { ...await unpackPixels(sharp, file, turn, "error"), isCut: false };
  } catch (cause) {
    if (!isPrematureEnd(cause)) throw cause;
  }
  // With an end marker added, a decoder warns of missing data only where data are missing.
  const ended = new Uint8Array(file.length + JPEG_END.length);
  ended.set(file);
  ended.set(JPEG_END, file.length);
  const complete = await unpackPixels(sharp, ended, turn, "warning").catch(() => null);
  if (complete) return { ...complete, isCut: false };
  const rows = await unpackPixels(sharp, file, 0, "none");
  if (shareOfRows(rows) < ROWS_SHARE_MIN) throw invalid("photos.corrupt");
  const shown = turn === 0 ? rows : await unpackPixels(sharp, file, turn, "none");
  return { ...shown, isCut: true };
}

async function unpackPixels(
  sharp: Sharp,
  file: Uint8Array,
  turn: Turn,
  failOn: "warning" | "error" | "none",
): Promise<Omit<Pixels, "isCut">> {
  const { data, info } = await sharp(file, { limitInputPixels: PIXELS_MAX, failOn })
    .autoOrient()
    .rotate(turn)
    .resize(inside(DISPLAY_SIDE_PX))
    .flatten({ background: "#fff" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return { data, raw: { width, height, channels } };
}

const isPrematureEnd = (cause: unknown): boolean =>
  cause instanceof Error && /premature end|truncated|unexpected end|end of (?:file|image)/i.test(
    cause.message,
  );

/** Decoders fill the rows that did not come with one colour. */
function shareOfRows({ data, raw: { width, height, channels } }: Omit<Pixels, "isCut">): number {
  const length = width * channels;
  const isFlat = (row: number) => {
    for (let at = row * length + channels; at < (row + 1) * length; at++) {
      if (data[at] !== data[at - channels]) return false;
    }
    return true;
  };
  let rows = height;
  while (rows > 0 && isFlat(rows - 1)) rows--;
  return rows / height;
}

const inside = (side: number) =>
  ({ width: side, height: side, fit: "inside", withoutEnlargement: true }) as const;

/** All errors of sharp are about the file that it was given. */
function asFailure(cause: unknown, signal: AbortSignal): Failure | unknown {
  if (signal.aborted || isFailure(cause)) return cause;
  return invalid("photos.corrupt", {}, cause);
}
