/** Rows of a table of listings, with the columns that `docs/pricing.md` names, or the same in Italian. */
import type { Failure } from "../../base/errors.ts";
import { type Cell, cellText, type Sheet, type TableRow } from "../../tables/mod.ts";
import { readMoment } from "./moment.ts";
import { observe, textOf } from "./observe.ts";
import type { Circumstances, Entry, Puzzle } from "./reading.ts";

/** Without these a table is none of listings. */
const NEEDED = ["title", "price"] as const;
/** Where 12/11 is the eleventh of December. */
const MONTH_FIRST = "us";
/** What the columns are called by those who keep them in Italian. */
const ITALIAN: Record<string, string> = {
  titolo: "title",
  prezzo: "price",
  valuta: "currency",
  marca: "brand",
  categoria: "category",
  taglia: "size",
  condizioni: "condition",
  condizione: "condition",
  stato: "status",
  colore: "color",
  colori: "color",
  materiale: "material",
  paese: "country",
  visto: "captured",
  pubblicato: "listed",
  tipo: "kind",
};
const SOLD = /^(?:sold|venduto)$/i;
const YES = /^(?:true|yes|1|si|sì|x)$/i;

/** Above the header there may be a title, a date, a line about the program. */
export const HEADER_ROWS = 60;
/** More than a file of the size that is taken usually has. */
export const LISTING_ROWS_MAX = 200_000;

type Row = Readonly<Record<string, Cell | undefined>>;

function columnOf(cell: Cell): string {
  const written = cellText(cell).toLowerCase();
  return ITALIAN[written] ?? written;
}

/** Where the header stands among the rows, and its columns. */
function findHeader(rows: readonly TableRow[]): { at: number; columns: string[] } | null {
  for (const [at, { cells }] of rows.slice(0, HEADER_ROWS).entries()) {
    const columns = cells.map(columnOf);
    if (NEEDED.every((name) => columns.includes(name))) return { at, columns };
  }
  return null;
}

/** `null` for a sheet that is none of listings. */
export function readListings({ rows }: Sheet, around: Circumstances): Entry[] | null {
  const header = findHeader(rows);
  if (!header) return null;
  const { at, columns } = header;
  return rows.slice(at + 1).map(({ cells }) =>
    readRow(Object.fromEntries(columns.map((column, place) => [column, cells[place]])), around)
  );
}

function readRow(row: Row, around: Circumstances): Entry {
  const monthFirst = textOf(row.country).toLowerCase() === MONTH_FIRST;
  const seenAt = readMoment(cellText(row.captured), { now: around.seenAt, monthFirst });
  const now = seenAt ?? around.seenAt;
  return observe({
    id: row.id,
    title: row.title,
    brand: row.brand,
    category: row.category,
    size: row.size,
    // The site's API calls the condition `status`.
    condition: textOf(row.condition) || row.status,
    colours: row.color,
    materials: row.material,
    price: row.price,
    currency: row.currency,
    country: row.country,
    link: row.link,
    sold: SOLD.test(textOf(row.kind) || textOf(row.status)),
    promoted: YES.test(textOf(row.promoted)),
    seenAt,
    listedAt: readMoment(cellText(row.listed), { now, monthFirst }),
  }, around);
}

const TABLE_PUZZLES: Readonly<Record<string, Puzzle>> = {
  "tables.too_many_rows": "too_many_cells",
  "tables.too_many_columns": "too_many_cells",
  "tables.too_many_cells": "too_many_cells",
  "files.zip_bomb": "too_many_cells",
  "tables.old_excel": "old_excel",
};

/** Why a table was not read, where that has words of its own. */
export const tablePuzzle = ({ key }: Failure): Puzzle | undefined => TABLE_PUZZLES[key];
