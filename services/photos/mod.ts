/** Photos: taken in, made upright and small, checked, put in order. The codec's adapter is named by main only. */
export type { ImageCodec, Prepared } from "./codec.ts";
export type { PhotoKind } from "./kind.ts";
export { PHOTO_BYTES_MAX, PHOTOS_PER_ITEM_MAX } from "./limits.ts";
export { PHOTO_JOB } from "./prepare.ts";
export { type Photo, photoVersion, type StoredPhoto, type Warning } from "./photo.ts";
export {
  type Cover,
  createPhotos,
  type PhotoFile,
  type Photos,
  type PhotosNeeds,
  type Size,
} from "./photos.ts";
export type { Swept } from "./sweep.ts";
export type { IncomingFile } from "./upload.ts";
