/**
 * Makes pictures as small as a model can use: a vision model pays for every pixel with time. sharp is loaded
 * with the first one, to keep an idle home small.
 */
import type { Picture } from "../ports.ts";

const JPEG_QUALITY = 85;

/** @param side of the longer one, in pixels */
export async function shrinkPicture(picture: Picture, side: number): Promise<Picture> {
  const { default: sharp } = await import("sharp");
  const small = sharp(picture, { failOn: "error" }).autoOrient().resize({
    width: side,
    height: side,
    fit: "inside",
    withoutEnlargement: true,
  });
  return new Uint8Array(await small.jpeg({ quality: JPEG_QUALITY }).toBuffer());
}
