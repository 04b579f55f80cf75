/** Unpacks HEIC, which sharp cannot, by libheif in a worker. */
import { invalid } from "../base/errors.ts";
import { heifPixels } from "./heif.ts";
import { HEIC_PIXELS_MAX } from "./limits.ts";

/**
 * @returns a TIFF, upright, with the original's colour profile
 * @throws Failure `photos.too_many_pixels` before anything is unpacked, `photos.corrupt`
 */
export async function unpackHeic(file: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
  const pixels = heifPixels(file);
  if (pixels === 0) throw invalid("photos.corrupt");
  if (pixels > HEIC_PIXELS_MAX) throw tooManyPixels(pixels, HEIC_PIXELS_MAX);
  const tiff = await inWorker(file, signal);
  if (!tiff) throw invalid("photos.corrupt");
  return tiff;
}

export const tooManyPixels = (pixels: number, max: number) =>
  invalid("photos.too_many_pixels", {
    megapixels: Math.round(pixels / 1e6),
    max: Math.round(max / 1e6),
  });

async function inWorker(file: Uint8Array, signal: AbortSignal): Promise<Uint8Array | null> {
  signal.throwIfAborted();
  const worker = new Worker(new URL("./heic_worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array | null>();
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop);
  worker.onmessage = ({ data }: MessageEvent<Uint8Array | null>) => resolve(data);
  worker.onerror = (event) => {
    event.preventDefault();
    resolve(null); // a damaged file can make the decoder stop dead
  };
  worker.postMessage(file);
  try {
    return await promise;
  } finally {
    signal.removeEventListener("abort", stop);
    worker.terminate();
  }
}
