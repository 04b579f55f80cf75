/** Layout of a sheet: its header line, and the lines that are not items. */
import { z } from "zod";
import {
  type Cell,
  cellText,
  type SheetHead,
  TABLE_COLUMNS_MAX,
  type TableRow,
} from "../../tables/mod.ts";
import { columnByHeader } from "./columns.ts";
import { plain } from "./plain.ts";

const LINES_MAX = 2_000_000;
const LEFT_OUT_RANGES_MAX = 200;
const line = z.number().int().min(1).max(LINES_MAX);

export const LayoutSchema = z.object({
  /** Index of the sheet in the file, from 0. */
  sheet: z.number().int().nonnegative(),
  /** `null` for a table without a header: its columns are known by their letters. */
  headerLine: line.nullable(),
  /** Lines that hold no items: first and last of each block, both inclusive. */
  leftOut: z.array(z.tuple([line, line])).max(LEFT_OUT_RANGES_MAX),
  /** Columns, from 0, whose empty cells mean the same as the cell above. */
  repeated: z.array(z.number().int().nonnegative()).max(TABLE_COLUMNS_MAX),
});
export type Layout = z.infer<typeof LayoutSchema>;
export type LineRange = Layout["leftOut"][number];

/** Lines among which a header is searched. */
const HEADER_LINES = 60;
/** "N" and "T" are headers, but also what stands below others. */
const TELLING_CHARS = 3;

/** The sheet with the best header; of equal ones the first that is not hidden. */
export function guessLayout(sheets: readonly SheetHead[]): Layout {
  let best: { layout: Layout; rank: number } | null = null;
  for (const [sheet, { hidden, rows }] of sheets.entries()) {
    const header = guessHeader(rows);
    if (!header) continue;
    const rank = (hidden ? 0 : 1_000) + header.known;
    if (best && best.rank >= rank) continue;
    best = { rank, layout: { sheet, headerLine: header.line, leftOut: [], repeated: [] } };
  }
  return best?.layout ?? { sheet: 0, headerLine: null, leftOut: [], repeated: [] };
}

/** The line that names most columns; where none names any, the first with more than one cell. */
export function guessHeader(rows: readonly TableRow[]): { line: number; known: number } | null {
  const lines = rows.slice(0, HEADER_LINES);
  const wide = lines.filter(({ cells }) => filled(cells).length > 1);
  const candidates = (wide.length > 0 ? wide : lines)
    .map(({ line, cells }) => ({ line, known: knownColumns(cells) }));
  return candidates.reduce<{ line: number; known: number } | null>(
    (best, one) => !best || one.known > best.known ? one : best,
    null,
  );
}

function knownColumns(cells: readonly Cell[]): number {
  const columns = filled(cells).filter((text) => plain(text).length >= TELLING_CHARS)
    .flatMap((text) => columnByHeader(text) ?? []);
  return new Set(columns).size;
}

const filled = (cells: readonly Cell[]): string[] => cells.map(cellText).filter(Boolean);

/** Footer lines below a table, recognised by the whole line or its first cell. */
const FOOTER_LINE = /\brecords?(?:\(s\))? (?:downloaded|exported)\b/i;
const FOOTER_CELL =
  /^(?:(?:sub)?totale?|tot\.?|somma|sum)(?: (?:capi|articoli|items|generale|complessivo))?\s*[:=]?\s*\d*$|^pag(?:ina|e)?\.? \d+/i;
/** The only cell of a line that says when or by whom the table was written: "Seller ID : somebody". */
const REMARK =
  /^[^:]{2,30}\s?:(?!\/\/) ?\S|^(?:generat|esportat|export|stampat|print|aggiornat|updated)/i;

/**
 * The lines at the end of a sheet that hold no items.
 * @param lastRows more of them than any footer has
 */
export function footerLines(lastRows: readonly TableRow[]): LineRange[] {
  const body = lastRows.findLastIndex((row) => !isFooter(row));
  const footer = lastRows.slice(body + 1);
  const isApart = (footer[0]?.line ?? 0) - (lastRows[body]?.line ?? 0) > 1;
  // Without an empty line before it, a line of one cell may well be an item of which little is known.
  const first = isApart ? 0 : footer.findIndex(isSurelyFooter);
  return first < 0
    ? []
    : mergeRanges(footer.slice(first).map(({ line }): LineRange => [line, line]));
}

const isFooter = (row: TableRow): boolean => isSurelyFooter(row) || isRemark(row);

function isSurelyFooter({ cells }: TableRow): boolean {
  const texts = filled(cells);
  return FOOTER_CELL.test(texts[0] ?? "") || FOOTER_LINE.test(texts.join(" "));
}

function isRemark({ cells }: TableRow): boolean {
  const texts = filled(cells);
  return texts.length === 1 && REMARK.test(texts[0]!);
}

/** Sorts ranges and merges overlapping ones. */
export function mergeRanges(ranges: readonly LineRange[]): LineRange[] {
  const merged: LineRange[] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, Math.max(from, to)]);
  }
  return merged;
}

export const isLeftOut = (line: number, ranges: readonly LineRange[]): boolean =>
  ranges.some(([from, to]) => line >= from && line <= to);
