/**
 * Reading of tables that strangers made: CSV, XLSX, and HTML or XML under the name `.xls`.
 * The parsers themselves are loaded in workers only: `table_file.ts`.
 */
export { createTableReader, type TableReader } from "./adapters/table_reader.ts";
export type { Delimiter } from "./csv.ts";
export { isZip, KIND_SAMPLE_BYTES, sampleText, tableKind } from "./file_kind.ts";
export { MEGABYTE, TABLE_BYTES_MAX, TABLE_COLUMNS_MAX, TABLE_ROWS_MAX } from "./limits.ts";
export { columnLetters } from "./place.ts";
export {
  type Aside,
  type Cell,
  cellText,
  type Sheet,
  type SheetHead,
  TABLE_KINDS,
  type TableKind,
  type TableRow,
  type TableSurvey,
} from "./table.ts";
