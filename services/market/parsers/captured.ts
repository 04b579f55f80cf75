/** The one door for whatever was captured: it tells by the content what it is, whatever its name. */
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
import { isListingTable, readTable } from "./table.ts";

/** A page has two megabytes and a large table ten; fifty megabytes are an accident or an attack. */
export const CAPTURED_CHARS_MAX = 32 * 1024 * 1024;

/** Never throws: what cannot be read is counted with its reason. */
export function readCaptured(captured: Uint8Array | string, around: Circumstances): Reading {
  if (captured.length > CAPTURED_CHARS_MAX) return readingOf("unknown", [{ puzzle: "too_large" }]);
  const text = (typeof captured === "string" ? captured : decoded(captured)).replace(/^\uFEFF/, "");
  const [kind, entries] = entriesOf(text, around);
  return readingOf(kind, entries);
}

/** What Excel calls "Unicode text", UTF-8, else the Windows encoding of western Europe, in which spreadsheets still write. */
function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function entriesOf(text: string, around: Circumstances): [CapturedKind, Entry[]] {
  const start = text.slice(0, 2_000).trimStart();
  if (/^[[{]/.test(start)) return readJson(text, around);
  if (isListingTable(text)) return ["table", readTable(text, around)];
  if (/^</.test(start)) return ["page", readSavedPage(text, around)];
  return ["unknown", [{ puzzle: "no_listings" }]];
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
