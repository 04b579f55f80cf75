/** Import and export. */
export { type BackupReader, createBackupReader } from "./adapters/backup_reader.ts";
export type { CopyReport } from "./copy/survey.ts";
export type { Records } from "./copy/format.ts";
export { type OpenDiskFile, openDiskFile } from "./disk_files.ts";
export type { Exports } from "./exports.ts";
export type { Arrangement, TableView } from "./import_arrange.ts";
export type { ColumnView } from "./import_columns.ts";
export type { TableReport } from "./import_preview.ts";
export {
  DecisionsSchema,
  type Import,
  IMPORT_STATES,
  isTable,
  type Outcome,
  OutcomeSchema,
} from "./import_record.ts";
export type { Imports } from "./imports.ts";
export { type Column, COLUMNS, isColumn, type Mapping } from "./table/columns.ts";
export {
  type Choice,
  CHOICES,
  type Conflict,
  CONFLICTS,
  type Decisions,
} from "./table/conflicts.ts";
export type { TableWords } from "./table/items_csv.ts";
export { type Layout, LayoutSchema, type LineRange } from "./table/layout.ts";
export { type PlannedRow, PREVIEW_ROWS, type Report } from "./table/plan.ts";
export { NOTE_REASONS, type NotedCell, type NoteReason } from "./table/row.ts";
export type { TransferNeeds } from "./needs.ts";
export { createTransfer, type Transfer } from "./transfer.ts";
export {
  FORMAT_KEYS,
  type FormatKey,
  FORMATS,
  isFormat,
  type LabelFormat,
  placesOn,
} from "./labels/formats.ts";
export { drawLabel, type LabelText, type Mark, pagesOf } from "./labels/layout.ts";
export { labelsPdf, runsIn } from "./labels/pdf.ts";
