/** Rows as CSV that a double click opens: with a mark for Excel, and nothing in it that a spreadsheet would run. */
import { stringify } from "csv-stringify/sync";
import type { Delimiter } from "../../tables/mod.ts";

export const BOM = "\ufeff";

export function csvLines(rows: readonly (readonly string[])[], delimiter: Delimiter): string {
  return stringify(rows as string[][], {
    delimiter,
    escape_formulas: true,
    record_delimiter: "windows",
    quoted_match: /[\r\n]/,
  });
}
