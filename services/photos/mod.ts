/** Photos: taken in, made upright and small, checked, put in order. The codec's adapter is named by main only. */
export { PHOTO_BYTES_MAX, PHOTOS_PER_ITEM_MAX } from "./limits.ts";
export { PHOTO_JOB } from "./prepare.ts";
export { type Photo, photoVersion, type StoredPhoto } from "./photo.ts";
export { createPhotos, type PhotoFile, type Photos, type Size } from "./photos.ts";
