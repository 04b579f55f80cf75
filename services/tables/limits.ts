/** Limits of a table, checked while it is read and before memory is taken. */
export const MEGABYTE = 1024 * 1024;

/** Largest table file, in bytes: about forty thousand wide rows. */
export const TABLE_BYTES_MAX = 30 * MEGABYTE;
export const TABLE_ROWS_MAX = 40_000;
export const TABLE_COLUMNS_MAX = 200;
/** Cells that hold something. */
export const TABLE_CELLS_MAX = 4_000_000;
/** The text of all cells together. */
export const TABLE_CHARS_MAX = 64 * MEGABYTE;
/** Characters kept of one cell; the longest used text is a note. */
export const CELL_CHARS_MAX = 4_000;
/** Lines in which a header may be looked for, above the rows. */
export const HEAD_LINES = 200;
/** So much of a sheet is unpacked to find its first lines. */
export const HEAD_BYTES_MAX = 4 * MEGABYTE;
/** Cells beyond the last column or line that are left out as slips of the keyboard; more of them are a table. */
export const STRAY_CELLS_MAX = 1_000;
export const SHEETS_MAX = 100;
/** One part of an XLSX, such as a sheet, unpacked: a million empty rows are 70 MB. */
export const WORKBOOK_PART_BYTES_MAX = 300 * MEGABYTE;

/** How large a table may be for the reader's purpose. */
export interface TableLimits {
  readonly bytesMax: number;
  readonly rowsMax: number;
}
export const ITEM_TABLE: TableLimits = { bytesMax: TABLE_BYTES_MAX, rowsMax: TABLE_ROWS_MAX };
