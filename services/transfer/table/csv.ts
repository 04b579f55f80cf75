/** CSV as programs write it all over Europe: any of four delimiters, three encodings, quotes or none. */
import { parse } from "csv-parse/sync";
import { invalid } from "../../errors.ts";
import { TABLE_ROWS_MAX } from "../limits.ts";

export const DELIMITERS = [";", ",", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** So much of the beginning is looked at to tell the delimiter. */
const SAMPLE_CHARS = 20_000;
const SAMPLE_LINES = 50;

export interface Encoded {
  readonly text: string;
  readonly encoding: "utf-8" | "utf-16le" | "windows-1252";
}

/** UTF-8 with or without a mark, what Excel calls "Unicode text", else the Windows encoding of western Europe. */
export function decodeText(bytes: Uint8Array): Encoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes, "utf-16le");
  try {
    return decoded(bytes, "utf-8");
  } catch {
    return decoded(bytes, "windows-1252");
  }
}

function decoded(bytes: Uint8Array, encoding: Encoded["encoding"]): Encoded {
  return {
    text: new TextDecoder(encoding, { fatal: encoding === "utf-8" }).decode(bytes),
    encoding,
  };
}

/** The one that cuts the first lines into the same number of cells, most of them; Excel may name it itself. */
export function guessDelimiter(text: string): Delimiter {
  const named = DELIMITERS.find((delimiter) => namesDelimiter(text, delimiter));
  if (named) return named;
  const lines = sampleLines(text.slice(0, SAMPLE_CHARS));
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, score: scoreOf(lines, delimiter) }));
  return scored.reduce((best, one) => one.score > best.score ? one : best).delimiter;
}

const namesDelimiter = (text: string, delimiter: Delimiter) =>
  /^sep=(.)\r?\n/.exec(text)?.[1] === delimiter;

/** What stands in quotes is blanked out: neither its line breaks nor its commas cut anything. */
function sampleLines(text: string): string[] {
  const bare = text.replace(/"(?:[^"]|"")*"/g, "q");
  return bare.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "").slice(0, SAMPLE_LINES);
}

function scoreOf(lines: readonly string[], delimiter: Delimiter): number {
  const counts = lines.map((line) => line.split(delimiter).length - 1);
  const [first = 0] = counts;
  if (first === 0) return 0;
  const alike = counts.filter((count) => count === first).length / counts.length;
  return alike * 100 + first;
}

/** @throws Failure `transfer.too_many_rows`, `transfer.unreadable_table` */
export function readCsv(text: string, delimiter: Delimiter = guessDelimiter(text)): string[][] {
  const body = namesDelimiter(text, delimiter) ? text.slice(text.indexOf("\n") + 1) : text;
  try {
    const rows: string[][] = parse(body, {
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      relax_quotes: true,
      to: TABLE_ROWS_MAX + 2,
    });
    return rows.map((row) => row.map(withoutGuard));
  } catch (error) {
    throw invalid("transfer.unreadable_table", {}, error);
  }
}

/** Spreadsheets run what begins like a formula; a good CSV puts an apostrophe before it, which is no part of it. */
const withoutGuard = (cell: string) => /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
