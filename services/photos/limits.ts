/** Limits of uploads and sizes of derived pictures. */
import { DAY_MS } from "../base/time.ts";

/** The marketplace takes no more. */
export const PHOTOS_PER_ITEM_MAX = 20;
export const MEGABYTE = 1024 * 1024;
/** A raw-quality 48-megapixel photo of a phone is about 25 MB. */
export const PHOTO_BYTES_MAX = 40 * MEGABYTE;
/** The largest sensors of phones make 108 megapixels. */
export const PIXELS_MAX = 110_000_000;
/** Pixels that must lie in memory as a whole (interlaced, progressive or turned): their bytes. */
export const WHOLE_IMAGE_BYTES_MAX = 500 * MEGABYTE;
/** Photos that take more than this in memory are unpacked one at a time. */
export const LARGE_IMAGE_BYTES = 150 * MEGABYTE;
/** A photo whose file ends early is shown if at least this share of its rows came. */
export const ROWS_SHARE_MIN = 0.5;
/** HEIC is unpacked whole in memory, 4 bytes a pixel and more. */
export const HEIC_PIXELS_MAX = 50_000_000;
/** Below this it is an icon, not a photo of a garment. */
export const SIDE_MIN_PX = 64;
export const NAME_CHARS_MAX = 120;

export const DISPLAY_SIDE_PX = 1_600;
export const THUMB_SIDE_PX = 400;

/** Shorter side; below it a buyer cannot zoom in on a seam. */
export const SMALL_SIDE_PX = 600;

/** How long a removed photo can be brought back. */
export const REMOVED_KEPT_MS = 30 * DAY_MS;
