/** What sort of file came, by its content: names are not to be believed. */
import { invalid } from "../errors.ts";
import { COPY_BEGINNING, RECORDS_NAME } from "./copy/format.ts";
import { type RandomAccess, readZipDirectory } from "./copy/zip_directory.ts";
import type { FileKind } from "./import_record.ts";
import { MEGABYTE, TABLE_BYTES_MAX, WORKBOOK_UNPACKED_BYTES_MAX } from "./limits.ts";

const HEAD_BYTES = 4_096;
const WORKBOOK_NAME = "xl/workbook.xml";
const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0];

/** @throws Failure `invalid` with a sentence for whatever cannot be imported */
export async function fileKind(file: RandomAccess): Promise<FileKind> {
  if (file.size === 0) throw invalid("transfer.empty_table");
  const head = await file.read(0, HEAD_BYTES);
  const text = new TextDecoder("windows-1252").decode(head);
  if (text.startsWith("PK\x03\x04") || text.startsWith("PK\x05\x06")) return await packedKind(file);
  if (text.startsWith(COPY_BEGINNING)) return "json";
  if (OLD_EXCEL.every((byte, at) => head[at] === byte)) throw invalid("transfer.old_excel");
  if (/^(?:\u00ef\u00bb\u00bf)?\s*[[{]/.test(text)) throw invalid("transfer.foreign_json");
  // Excel's "Unicode text" begins with its mark and is full of zeros.
  if (text.includes("\0") && !(head[0] === 0xff && head[1] === 0xfe)) {
    throw invalid("transfer.not_a_table");
  }
  mustBeSmall(file.size);
  return "csv";
}

async function packedKind(file: RandomAccess): Promise<FileKind> {
  const entries = await readZipDirectory(file);
  if (entries.has(RECORDS_NAME)) return "zip";
  if (!entries.has(WORKBOOK_NAME)) throw invalid("transfer.foreign_zip");
  mustBeSmall(file.size);
  const unpacked = entries.values().reduce((sum, { size }) => sum + size, 0);
  if (unpacked > WORKBOOK_UNPACKED_BYTES_MAX) throw invalid("transfer.zip_bomb");
  return "xlsx";
}

function mustBeSmall(bytes: number): void {
  if (bytes <= TABLE_BYTES_MAX) return;
  throw invalid("transfer.table_too_large", { max: TABLE_BYTES_MAX / MEGABYTE });
}
