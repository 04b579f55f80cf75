/** How much is taken in. */
import { DAY_MS } from "../base/time.ts";

const MEGABYTE = 1024 * 1024;

/** A copy with its photos: it goes from disk to disk and is never held in memory. */
export const COPY_BYTES_MAX = 50 * 1024 * MEGABYTE;
/** One record of a copy on its line: an item with all its history. */
export const LINE_CHARS_MAX = 4 * MEGABYTE;
/** All the records of a copy, unpacked. */
export const RECORDS_BYTES_MAX = 2 * 1024 * MEGABYTE;

/** How long an import that is over can still be looked at. */
export const IMPORT_KEPT_MS = 30 * DAY_MS;
export const FILE_NAME_CHARS_MAX = 120;
