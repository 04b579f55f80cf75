/** Maps columns by their headers; values only decide between two meanings of a header. */
import { findBrand, parseColours } from "../../taxonomy/mod.ts";
import { type Cell, cellText } from "../../tables/mod.ts";
import { type Column, columnByHeader, COLUMNS, type Mapping } from "./columns.ts";
import { plain } from "./plain.ts";
import type { Table } from "./table.ts";
import { READ } from "./values.ts";

/** Without a header to go by, so many of the cells must fit. */
const SURE_SHARE = 0.8;
const SIZE_CHARS = 20;
/** More words than this are a title. */
const CATEGORY_WORDS = 3;
/** Currency for testing whether values parse as amounts. */
const CURRENCY = "EUR";

/** Headers that two columns share: "stato" is where an item stands or how worn it is. */
const RIVALS: Partial<Record<Column, readonly Column[]>> = {
  state: ["condition"],
  condition: ["state"],
  number: ["articleNumber"],
  size: ["measures"],
  measures: ["size"],
  lot: ["acquiredOn"],
  details: ["title"],
};
/** A number under another header than these is the seller's or a program's, never the maker's. */
const MAKERS_CODES = new Set(["codice", "code", "cod", "ref"]);
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

/**
 * A column is given once, to the first header that asks for it. What a second header of the same meaning has below
 * it, and cells without a header, are kept as notes.
 */
export function guessMapping(table: Table): Mapping {
  const taken = new Set<Column>();
  return table.headers.map((header, at) => {
    if (header === "") return "note";
    const column = columnOf(header, cellsOf(table, at));
    if (column === null) return null;
    if (taken.has(column)) return "note";
    taken.add(column);
    return column;
  });
}

/** Proposes fields for unmapped columns by their values; only the seller can confirm them. */
export function proposeColumns(table: Table, mapping: Mapping): Mapping {
  const taken = new Set(mapping.filter((column) => column !== null));
  return table.headers.map((header, at) => {
    if (mapping[at]) return null;
    const column = telling(header, cellsOf(table, at), taken);
    if (column) taken.add(column);
    return column;
  });
}

/** Whether the table is our export, whose title column is composed of the others and not read. */
export function isOwnTable({ headers }: Table): boolean {
  const columns = headers.map(columnByHeader);
  return columns.length === COLUMNS.length && columns.every((column, at) => column === COLUMNS[at]);
}
export const ownMapping = (): Mapping =>
  COLUMNS.map((column) => column === "title" ? null : column);

const cellsOf = ({ head }: Table, at: number): Cell[] =>
  head.map(({ cells }) => cells[at] ?? "").filter((cell) => cell !== "");

function columnOf(header: string, cells: readonly Cell[]): Column | null {
  const named = columnByHeader(header);
  if (!named || cells.length === 0) return named;
  return [named, ...rivalsOf(named, header)]
    .map((column) => ({ column, share: share(cells, (cell) => isLikely(column, cell, header)) }))
    .reduce((best, one) => one.share > best.share ? one : best).column;
}

const rivalsOf = (column: Column, header: string): readonly Column[] =>
  column === "number" && !MAKERS_CODES.has(plain(header)) ? [] : RIVALS[column] ?? [];

function telling(
  header: string,
  cells: readonly Cell[],
  taken: ReadonlySet<Column>,
): Column | null {
  // A header that is known is not to be read as something else.
  if (cells.length === 0 || columnByHeader(header)) return null;
  const sure = (column: Column) =>
    share(cells, (cell) => isSurely(column, cell, header)) >= SURE_SHARE;
  return TELLING.find((column) => !taken.has(column) && sure(column)) ?? null;
}

const share = (cells: readonly Cell[], test: (cell: Cell) => boolean): number =>
  cells.filter(test).length / cells.length;

function isKnownBrand(text: string): boolean {
  const found = findBrand(text);
  return found !== null && plain(found.brand).length >= plain(text).length - 2;
}

/** Whether the value parses as the column's field; false for free-text fields. */
function isLikely(column: Column, cell: Cell, header: string): boolean {
  const text = cellText(cell);
  if (column === "listingUrl") return isLink(text);
  if (column === "size") return text.length <= SIZE_CHARS && !/\d\s*(cm|mm)\b/i.test(text);
  return READ[column](text, { cell, header, currency: CURRENCY }) !== null;
}

/** Without a header that says so. */
function isSurely(column: Column, cell: Cell, header: string): boolean {
  const text = cellText(cell);
  if (column === "brand") return isKnownBrand(text);
  if (column === "colours") return isOnlyColours(text);
  if (column === "price" && !/[€£$]|\beur\b|\d[.,]\d\d$/i.test(text)) return false;
  if (column === "category" && text.split(/\s+/).length > CATEGORY_WORDS) return false;
  return isLikely(column, cell, header);
}

/** A colour among other words is a title's. */
const isOnlyColours = (text: string): boolean =>
  text.split(/[,;/+&]/).every((part) => parseColours(part).length > 0);

const isLink = (text: string) => /^https?:\/\/|vinted\.[a-z.]+\/items\//i.test(text);
