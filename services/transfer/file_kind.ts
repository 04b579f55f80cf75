/** Which kind of file came, by its content: names are not to be believed. */
import { invalid } from "../errors.ts";
import {
  isZip,
  KIND_SAMPLE_BYTES,
  MEGABYTE,
  sampleText,
  TABLE_BYTES_MAX,
  tableKind,
} from "../tables/mod.ts";
import { type RandomAccess, readZipDirectory } from "../zip/mod.ts";
import { COPY_BEGINNING, RECORDS_NAME } from "./copy/format.ts";
import type { FileKind } from "./import_record.ts";

/** Parts of what Excel, Numbers and LibreOffice save; the reader of tables says which of them it can read. */
const SPREADSHEET_PART = /^(?:xl\/|_rels\/|index\/|content\.xml$)/i;

/** @throws Failure `invalid` with a sentence for every file that cannot be imported */
export async function fileKind(file: RandomAccess): Promise<FileKind> {
  const sample = await file.read(0, KIND_SAMPLE_BYTES);
  if (isZip(sample)) {
    const names = [...(await readZipDirectory(file)).keys()];
    if (names.includes(RECORDS_NAME)) return "zip";
    if (!names.some((name) => SPREADSHEET_PART.test(name))) throw invalid("transfer.foreign_zip");
  }
  const text = sampleText(sample);
  if (text.startsWith(COPY_BEGINNING)) return "json";
  if (/^[[{]/.test(text)) throw invalid("transfer.foreign_json");
  if (file.size > TABLE_BYTES_MAX) {
    throw invalid("tables.table_too_large", { max: TABLE_BYTES_MAX / MEGABYTE });
  }
  return tableKind(sample);
}
