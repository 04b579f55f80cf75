/** Import and export. */
export { createBackupReader } from "./adapters/backup_reader.ts";
export type { BackupReport } from "./backup/preview.ts";
export type { Records } from "./backup/format.ts";
export { openDiskFile } from "./disk_files.ts";
export type { TableView } from "./import_arrange.ts";
export type { ColumnView } from "./import_columns.ts";
export type { TableReport } from "./import_preview.ts";
export {
  DecisionsSchema,
  type Import,
  IMPORT_STATES,
  isTable,
  OutcomeSchema,
} from "./import_record.ts";
export { type Column, COLUMNS, isColumn } from "./table/columns.ts";
export { type Choice, CHOICES, type Conflict, CONFLICTS } from "./table/conflicts.ts";
export type { TableWords } from "./table/items_csv.ts";
export { LayoutSchema, type LineRange } from "./table/layout.ts";
export type { PlannedRow } from "./table/plan.ts";
export { NOTE_REASONS } from "./table/row.ts";
export { createTransfer, type Transfer } from "./transfer.ts";
export { FORMAT_KEYS, type FormatKey, FORMATS, isFormat, placesOn } from "./labels/formats.ts";
export { drawLabel, type LabelText, type Mark } from "./labels/layout.ts";
export { labelsPdf } from "./labels/pdf.ts";
