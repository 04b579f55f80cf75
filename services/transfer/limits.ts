/** How much is taken in. */
export const MEGABYTE = 1024 * 1024;

/** A table is read whole: forty thousand rows of a wide one are about so much. */
export const TABLE_BYTES_MAX = 30 * MEGABYTE;
export const TABLE_ROWS_MAX = 40_000;
export const TABLE_COLUMNS_MAX = 200;
/** What a cell may hold that is read; the longest is a note. */
export const CELL_CHARS_MAX = 4_000;
/** An XLSX is a ZIP: what its sheets unpack to at most. */
export const WORKBOOK_UNPACKED_BYTES_MAX = 300 * MEGABYTE;

/** A copy with its photos: it goes from disk to disk and is never held in memory. */
export const COPY_BYTES_MAX = 50 * 1024 * MEGABYTE;
/** One record of a copy on its line: an item with all its history. */
export const LINE_CHARS_MAX = 4 * MEGABYTE;
/** All the records of a copy, unpacked. */
export const RECORDS_BYTES_MAX = 2 * 1024 * MEGABYTE;
export const ZIP_ENTRIES_MAX = 500_000;
export const ZIP_DIRECTORY_BYTES_MAX = 128 * MEGABYTE;
/** Text never packs better than this; a bomb does. */
export const ZIP_RATIO_MAX = 200;

/** How long an import that is over can still be looked at. */
export const IMPORT_KEPT_MS = 30 * 24 * 60 * 60 * 1000;
export const FILE_NAME_CHARS_MAX = 120;
