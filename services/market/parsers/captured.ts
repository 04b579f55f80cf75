/** Reads what was captured: its content tells what it is, whatever its name. */
import { isFailure } from "../../base/errors.ts";
import { readCsv } from "../../tables/csv.ts";
import { decodeText } from "../../tables/text_encoding.ts";
import { FILE_BYTES_MAX } from "../intakes/receive.ts";
import { readAnswer } from "./answer.ts";
import { isTooDeep } from "./depth.ts";
import { readJsonLd } from "./json_ld.ts";
import { isOpenPage, OPEN_PAGE, readOpenPage } from "./open_page.ts";
import {
  type CapturedKind,
  type Circumstances,
  type Entry,
  type Reading,
  readingOf,
} from "./reading.ts";
import { readSavedPage } from "./saved_page.ts";
import { HEADER_ROWS, LISTING_ROWS_MAX, readListings, tablePuzzle } from "./table.ts";

/** Bytes of a file, or characters of a text. */
const CAPTURED_LENGTH_MAX = FILE_BYTES_MAX;

/** Reads text: an answer, a page, a table. Never throws: what cannot be read is counted with its reason. */
export function readCaptured(captured: Uint8Array | string, around: Circumstances): Reading {
  if (captured.length > CAPTURED_LENGTH_MAX) return readingOf("unknown", [{ puzzle: "too_large" }]);
  const text = typeof captured === "string" ? captured : decodeText(captured).text;
  const [kind, entries] = entriesOf(text.replace(/^\uFEFF/, ""), around);
  return readingOf(kind, entries);
}

function entriesOf(text: string, around: Circumstances): [CapturedKind, Entry[]] {
  const start = text.slice(0, 2_000).trimStart();
  if (/^[[{]/.test(start)) return readJson(text, around);
  if (/^</.test(start)) return ["page", readSavedPage(text, around)];
  return readTable(text, around);
}

function readTable(text: string, around: Circumstances): [CapturedKind, Entry[]] {
  try {
    const isOfListings = readListings(readCsv(text, { linesMax: HEADER_ROWS }), around) !== null;
    if (!isOfListings) return ["unknown", [{ puzzle: "no_listings" }]];
    return ["table", readListings(readCsv(text, { rowsMax: LISTING_ROWS_MAX }), around)!];
  } catch (error) {
    if (!isFailure(error)) throw error;
    return ["table", [{ puzzle: tablePuzzle(error) ?? "broken_table" }]];
  }
}

function readJson(text: string, around: Circumstances): [CapturedKind, Entry[]] {
  if (isTooDeep(text)) return ["answer", [{ puzzle: "too_deep" }]];
  try {
    const data: unknown = JSON.parse(text);
    if (isOpenPage(data)) return [OPEN_PAGE, readOpenPage(data, around)];
    const linked = text.includes('"@type"') ? readJsonLd(data, around) : [];
    return ["answer", linked.length > 0 ? linked : readAnswer(data, around)];
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    return ["answer", [{ puzzle: "broken_json" }]];
  }
}
