/** Detects the kind of table by content, since file names may be wrong. */
import { invalid } from "../base/errors.ts";
import type { TableKind } from "./table.ts";
import { utf16Of } from "./text_encoding.ts";

/** So much of a file's beginning tells its kind. */
export const KIND_SAMPLE_BYTES = 4_096;
const ZIP_BEGINNINGS = ["PK\x03\x04", "PK\x05\x06"];
/** Namespace that identifies "XML Spreadsheet 2003". */
const SPREADSHEET_NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet";
const OLD_EXCEL_BEGINNING = "\xd0\xcf\x11\xe0";
/** Control characters that no text file contains; tabs, line ends and 0x1A to 0x1F occur in text of old programs. */
const isBinaryCode = (code: number): boolean => code <= 0x08 || (code >= 0x0e && code <= 0x19);

export const isZip = (sample: Uint8Array): boolean =>
  ZIP_BEGINNINGS.some((beginning) => latin(sample).startsWith(beginning));

/**
 * @param sample the first bytes of a file, at most `KIND_SAMPLE_BYTES`
 * @returns "xlsx" for every ZIP: only its content tells whether it holds a workbook
 * @throws Failure `tables.empty_table`, `tables.old_excel`, `tables.not_a_table`
 */
export function tableKind(sample: Uint8Array): TableKind {
  if (sample.length === 0) throw invalid("tables.empty_table");
  if (isZip(sample)) return "xlsx";
  if (latin(sample).startsWith(OLD_EXCEL_BEGINNING)) throw invalid("tables.old_excel");
  const text = sampleText(sample);
  if (Array.from(text, (character) => character.charCodeAt(0)).some(isBinaryCode)) {
    throw invalid("tables.not_a_table");
  }
  if (!text.startsWith("<")) return "csv";
  if (text.includes(SPREADSHEET_NAMESPACE)) return "xml";
  if (/<(?:html|table|!doctype html|head|body|meta|style)\b/i.test(text)) return "html";
  throw invalid("tables.not_a_table");
}

/** The beginning of a file as text, without its mark and leading space. */
export function sampleText(sample: Uint8Array): string {
  const utf16 = utf16Of(sample);
  const text = utf16 ? new TextDecoder(utf16).decode(sample) : latin(sample);
  return text.replace(/^(?:\ufeff|\xef\xbb\xbf)?\s*/, "");
}

const latin = (bytes: Uint8Array): string => new TextDecoder("latin1").decode(bytes);
