/** Which column is what: by its header, and where that says nothing or two things, by what stands below. */
import { findBrand } from "../../taxonomy/mod.ts";
import { type Column, columnByHeader, COLUMNS, type Mapping } from "./columns.ts";
import { plain } from "./plain.ts";
import type { Table } from "./table.ts";
import { READ } from "./values.ts";

const SAMPLE_ROWS = 200;
/** Fewer cells than this share that can be read, and the header meant something else. */
const FITS_SHARE = 0.5;
/** Without a header to go by, nearly all must fit. */
const SURE_SHARE = 0.8;
const SIZE_CHARS = 20;
/** More words than this are a title. */
const CATEGORY_WORDS = 3;
const AROUND = { currency: "EUR" };

/** Headers that two columns share: "stato" is where it stands or how worn it is. */
const RIVALS: Partial<Record<Column, readonly Column[]>> = {
  state: ["condition"],
  condition: ["state"],
  number: ["articleNumber"],
  size: ["measures"],
  measures: ["size"],
  lot: ["acquiredOn"],
  details: ["title"],
};
/** Columns whose values give themselves away, the most telling first. */
const TELLING: readonly Column[] = [
  "listingUrl",
  "condition",
  "colours",
  "state",
  "acquiredOn",
  "category",
  "brand",
  "price",
];

/** A column is given once, to the first that asks for it. */
export function guessMapping(table: Table): Mapping {
  const taken = new Set<Column>();
  const take = (column: Column | null): Column | null => {
    if (!column || taken.has(column)) return null;
    taken.add(column);
    return column;
  };
  const cells = table.headers.map((_, at) => sample(table, at));
  const byHeader = table.headers.map((header, at) => take(fitting(header, cells[at]!)));
  return byHeader.map((column, at) =>
    column ?? take(telling(table.headers[at]!, cells[at]!, taken))
  );
}

/** A table of ours says everything in other columns than the title, which is made of them. */
export function isOwnTable({ headers }: Table): boolean {
  const columns = headers.map(columnByHeader);
  return columns.length === COLUMNS.length && columns.every((column, at) => column === COLUMNS[at]);
}
export const ownMapping = (): Mapping =>
  COLUMNS.map((column) => column === "title" ? null : column);

function sample({ rows }: Table, at: number): string[] {
  return rows.slice(0, SAMPLE_ROWS).map(({ cells }) => cells[at] ?? "").filter(Boolean);
}

function fitting(header: string, cells: readonly string[]): Column | null {
  const named = columnByHeader(header);
  if (!named || cells.length === 0) return named;
  const best = [named, ...RIVALS[named] ?? []].map((column) => ({
    column,
    share: fits(column, cells),
  }))
    .reduce((best, one) => one.share > best.share ? one : best);
  return best.share >= FITS_SHARE ? best.column : null;
}

function telling(
  header: string,
  cells: readonly string[],
  taken: ReadonlySet<Column>,
): Column | null {
  // A header that is known but taken, or does not fit, is not to be read as something else.
  if (cells.length === 0 || columnByHeader(header)) return null;
  const sure = (column: Column) => share(cells, (cell) => isSurely(column, cell)) >= SURE_SHARE;
  return TELLING.find((column) => !taken.has(column) && sure(column)) ?? null;
}

const share = (cells: readonly string[], test: (cell: string) => boolean): number =>
  cells.filter(test).length / cells.length;

const fits = (column: Column, cells: readonly string[]): number =>
  share(cells, (cell) => isLikely(column, cell));

function isKnownBrand(cell: string): boolean {
  const found = findBrand(cell);
  return found !== null && plain(found.brand).length >= plain(cell).length - 2;
}

/** What the reader can read, but for the columns that take any words. */
function isLikely(column: Column, cell: string): boolean {
  if (column === "listingUrl") return isLink(cell);
  if (column === "size") return cell.length <= SIZE_CHARS && !/\d\s*(cm|mm)\b/i.test(cell);
  return READ[column](cell, AROUND) !== null;
}

/** Without a header that says so. */
function isSurely(column: Column, cell: string): boolean {
  if (column === "brand") return isKnownBrand(cell);
  if (column === "price" && !/[€£$]|\beur\b|\d[.,]\d\d$/i.test(cell)) return false;
  if (column === "category" && cell.split(/\s+/).length > CATEGORY_WORDS) return false;
  return isLikely(column, cell);
}

const isLink = (cell: string) => /^https?:\/\/|vinted\.[a-z.]+\/items\//i.test(cell);
