/** CSV as programs all over Europe write it: any of four delimiters, with quotes or without. */
import { CsvError, parse } from "csv-parse/sync";
import { invalid } from "../base/errors.ts";
import { CELL_CHARS_MAX, TABLE_COLUMNS_MAX, TABLE_ROWS_MAX } from "./limits.ts";
import { createSheetBuilder } from "./sheet_builder.ts";
import type { Sheet } from "./table.ts";

export const DELIMITERS = [";", ",", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** So much of the beginning is looked at to tell the delimiter. */
const SAMPLE_CHARS = 20_000;
const SAMPLE_LINES = 50;
/** More than any line of a table within the limits; a quote that is never closed swallows the rest of the file. */
const RECORD_CHARS_MAX = TABLE_COLUMNS_MAX * CELL_CHARS_MAX;
const [LINE_FEED, CARRIAGE_RETURN] = [0x0a, 0x0d];
/** First line that names the delimiter for Excel. */
const NAMED_DELIMITER = /^"?sep=(.)"?(?:\r\n|\n|\r)/i;

/** The delimiter that cuts most lines into the same number of cells; the file may also name it. */
export function guessDelimiter(text: string): Delimiter {
  const named = NAMED_DELIMITER.exec(text)?.[1];
  const known = DELIMITERS.find((delimiter) => delimiter === named);
  if (known) return known;
  const lines = sampleLines(text.slice(0, SAMPLE_CHARS));
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, score: scoreOf(lines, delimiter) }));
  return scored.reduce((best, one) => one.score > best.score ? one : best).delimiter;
}

/** Quoted text is blanked out: neither its line breaks nor its commas cut anything. */
function sampleLines(text: string): string[] {
  const bare = text.replace(/"(?:[^"]|"")*"/g, "q");
  return bare.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "").slice(0, SAMPLE_LINES);
}

/** The share of lines with the most frequent number of cells decides, then that number. */
function scoreOf(lines: readonly string[], delimiter: Delimiter): number {
  const counts = Map.groupBy(
    lines.map((line) => line.split(delimiter).length - 1).filter((count) => count > 0),
    (count) => count,
  );
  const [count = 0, alike = []] = [...counts].reduce(
    (best, one) => one[1].length > (best[1]?.length ?? 0) ? one : best,
    [] as [number?, number[]?],
  );
  return alike.length / Math.max(1, lines.length) * 100 + count / 1_000;
}

interface CsvOptions {
  /** @default as many as a table of items may have */
  readonly rowsMax?: number;
  readonly delimiter?: Delimiter;
  /** Stops after so many lines that hold something. */
  readonly linesMax?: number;
}

/** @throws Failure `tables.unreadable_table`, and as the limits of a sheet say */
export function readCsv(text: string, options: CsvOptions = {}): Sheet {
  const { rowsMax = TABLE_ROWS_MAX, delimiter = guessDelimiter(text), linesMax } = options;
  if (hasLineLongerThan(text, RECORD_CHARS_MAX)) throw invalid("tables.unreadable_table");
  const sheet = createSheetBuilder({ rowsMax, isSpreadsheet: false });
  try {
    parse(text.replace(NAMED_DELIMITER, ""), {
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: RECORD_CHARS_MAX,
      ...(linesMax !== undefined && { to: linesMax }),
      // Returning nothing keeps the library from collecting rows; the sheet applies the limits while it grows.
      on_record(record: string[], { records, empty_lines }) {
        const line = records + empty_lines;
        for (const [column, cell] of record.entries()) sheet.put(line, column, withoutGuard(cell));
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalid("tables.unreadable_table", {}, error);
  }
  return sheet.finish();
}

/** The library limits the text of a record, but not the number of its empty cells. */
function hasLineLongerThan(text: string, chars: number): boolean {
  let began = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED || code === CARRIAGE_RETURN) began = at + 1;
    else if (at - began > chars) return true;
  }
  return false;
}

/** A CSV that is safe to open marks what begins like a formula with an apostrophe, which is no part of the text. */
const withoutGuard = (cell: string) => /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
