/** Rows of a table of listings, with the columns that `docs/pricing.md` names, or the same in Italian. */
import { parse } from "csv-parse/sync";
import { readMoment } from "./moment.ts";
import { observe, textOf } from "./observe.ts";
import { type Circumstances, type Entry, type Reading, readingOf } from "./reading.ts";

const DELIMITERS = [",", ";", "\t"] as const;
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
  colore: "color",
  colori: "color",
  materiale: "material",
  paese: "country",
  visto: "captured",
  pubblicato: "listed",
  tipo: "kind",
};
const SOLD = /^(?:sold|venduto)$/i;
/** A table that was written for a spreadsheet marks what would run there; the mark is not the seller's. */
const DEFUSED = /^'(?=[=+\-@\t\r])/;
const YES = /^(?:true|yes|1|si|sì|x)$/i;

export type Row = Readonly<Record<string, string | undefined>>;

/** The names of the columns, from the first line. */
const headerOf = (text: string): string => text.slice(0, 2_000).split(/\r\n|\n|\r/, 1)[0] ?? "";

const delimiterOf = (header: string): string =>
  DELIMITERS.reduce((best, one) =>
    header.split(one).length > header.split(best).length ? one : best
  );

export function isListingTable(text: string): boolean {
  const header = headerOf(text.replace(/^\uFEFF/, "")).toLowerCase();
  const names = header.split(delimiterOf(header)).map((name) => columnOf(name.replaceAll('"', "")));
  return NEEDED.every((name) => names.includes(name));
}

function columnOf(name: string): string {
  const written = name.trim().toLowerCase();
  return ITALIAN[written] ?? written;
}

/** Every row by the names of its columns, in small letters; null where the table is broken. */
export function tableRows(text: string): Row[] | null {
  try {
    return parse(text, {
      bom: true,
      columns: (names: string[]) => names.map(columnOf),
      cast: (value, { header }) => header ? value : value.replace(DEFUSED, ""),
      delimiter: delimiterOf(headerOf(text)),
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
  } catch {
    return null;
  }
}

export function readTable(text: string, around: Circumstances): Entry[] {
  const rows = tableRows(text);
  if (!rows) return [{ puzzle: "broken_table" }];
  return rows.map((row) => readRow(row, around));
}

/** A spreadsheet's first sheet, cell by cell; its first row names the columns. */
export function readSheet(cells: readonly (readonly string[])[], around: Circumstances): Reading {
  const [head = [], ...rows] = cells;
  const names = head.map(columnOf);
  if (!NEEDED.every((name) => names.includes(name))) {
    return readingOf("table", [{ puzzle: "no_listings" }]);
  }
  const filled = rows.filter((row) => row.some((cell) => cell !== ""));
  const named = (row: readonly string[]): Row =>
    Object.fromEntries(names.map((name, at) => [name, row[at]]));
  return readingOf("table", filled.map((row) => readRow(named(row), around)));
}

export function readRow(row: Row, around: Circumstances): Entry {
  const monthFirst = textOf(row.country).toLowerCase() === MONTH_FIRST;
  const seenAt = readMoment(row.captured, { now: around.seenAt, monthFirst });
  const now = seenAt ?? around.seenAt;
  return observe({
    id: row.id,
    title: row.title,
    brand: row.brand,
    category: row.category,
    size: row.size,
    condition: row.condition,
    colours: row.color,
    materials: row.material,
    price: row.price,
    currency: row.currency,
    country: row.country,
    link: row.link,
    sold: SOLD.test(textOf(row.kind)),
    promoted: YES.test(textOf(row.promoted)),
    seenAt,
    listedAt: readMoment(row.listed, { now, monthFirst }),
  }, around);
}
