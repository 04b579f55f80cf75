/** The one door for whatever was captured: it tells by the content what it is, whatever its name. */
import { readAnswer } from "./answer.ts";
import { readJsonLd } from "./json_ld.ts";
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

/** UTF-8, else the Windows encoding of western Europe, in which spreadsheets still write. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function entriesOf(text: string, around: Circumstances): [CapturedKind, Entry[]] {
  const start = text.slice(0, 2_000).trimStart();
  if (/^[[{]/.test(start)) return ["answer", readJson(text, around)];
  if (isListingTable(text)) return ["table", readTable(text, around)];
  if (/^</.test(start)) return ["page", readSavedPage(text, around)];
  return ["unknown", [{ puzzle: "no_listings" }]];
}

function readJson(text: string, around: Circumstances): Entry[] {
  try {
    const data: unknown = JSON.parse(text);
    const linked = text.includes('"@type"') ? readJsonLd(data, around) : [];
    return linked.length > 0 ? linked : readAnswer(data, around);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    return [{ puzzle: "broken_json" }];
  }
}
