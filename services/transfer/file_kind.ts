/** Detects the kind of an uploaded file by content, since names may be wrong. */
import { invalid } from "../base/errors.ts";
import {
  isZip,
  KIND_SAMPLE_BYTES,
  MEGABYTE,
  sampleText,
  TABLE_BYTES_MAX,
  tableKind,
} from "../tables/mod.ts";
import type { RandomAccess } from "../zip/mod.ts";
import type { BackupReader } from "./adapters/backup_reader.ts";
import { BACKUP_BEGINNING } from "./backup/format.ts";
import type { FileKind } from "./import_record.ts";

/** @throws Failure `invalid` with a sentence for every file that cannot be imported */
export async function fileKind(
  file: RandomAccess,
  path: string,
  backups: Pick<BackupReader, "zipKind">,
): Promise<FileKind> {
  const sample = await file.read(0, KIND_SAMPLE_BYTES);
  if (isZip(sample) && await backups.zipKind(path) === "zip") return "zip";
  const text = sampleText(sample);
  if (text.startsWith(BACKUP_BEGINNING)) return "json";
  if (/^[[{]/.test(text)) throw invalid("transfer.foreign_json");
  if (file.size > TABLE_BYTES_MAX) {
    throw invalid("tables.table_too_large", { max: TABLE_BYTES_MAX / MEGABYTE });
  }
  return tableKind(sample);
}
