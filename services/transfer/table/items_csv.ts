/** All items as one table in the reader's language; `guess.ts` knows it again. */
import type { Money } from "../../base/money.ts";
import type { FactName, Facts, FactValue, Item, Lot } from "../../inventory/mod.ts";
import {
  CARE,
  colourById,
  CONDITIONS,
  material,
  MEASURE_LABELS,
  partsInWords,
  PATTERN_LABELS,
} from "../../taxonomy/mod.ts";
import type { Delimiter } from "../../tables/mod.ts";
import { pathInWords } from "./category.ts";
import { type Column, COLUMNS } from "./columns.ts";
import { BOM, csvLines } from "./write_csv.ts";

type Language = "it" | "en";

/** Texts of the table besides the taxonomy's. `columns.ts` and `words.ts` must be able to read each. */
export interface TableWords {
  readonly language: Language;
  readonly header: Readonly<Record<Column, string>>;
  state(state: Item["state"]): string;
  origin(origin: Item["origin"]): string;
  title(item: Item): string;
  readonly noFlaws: string;
}

const PORTION_ITEMS = 500;
/** Delimiter that spreadsheets expect, by the decimal separator of the language. */
const DELIMITER: Record<Language, Delimiter> = { it: ";", en: "," };

export async function* itemsCsv(
  items: AsyncIterable<{ readonly value: Item }>,
  lots: ReadonlyMap<string, Lot>,
  words: TableWords,
): AsyncGenerator<string> {
  const delimiter = DELIMITER[words.language];
  let rows: string[][] = [COLUMNS.map((column) => words.header[column])];
  yield BOM;
  for await (const { value: item } of items) {
    if (item.trashedAt !== undefined) continue;
    rows.push(COLUMNS.map((column) => CELL[column](item, words, lots) ?? ""));
    if (rows.length < PORTION_ITEMS) continue;
    yield csvLines(rows, delimiter);
    rows = [];
  }
  yield csvLines(rows, delimiter);
}

type Cell = (item: Item, words: TableWords, lots: ReadonlyMap<string, Lot>) => string | undefined;

const CELL: Record<Column, Cell> = {
  id: ({ id }) => id,
  number: ({ number }) => String(number),
  title: (item, { title }) => title(item),
  category: said("category", (key, { language }) => pathInWords(key, language)),
  brand: said("brand", String),
  model: said("model", String),
  size: said("sizeLabel", String),
  condition: said(
    "condition",
    (id, { language }) => CONDITIONS.find((known) => known.id === id)?.labels[language],
  ),
  colours: said(
    "colours",
    (ids, { language }) =>
      ids.map((id) => colourById(id)?.labels[language]).filter(Boolean).join(", "),
  ),
  pattern: said("pattern", (key, { language }) => PATTERN_LABELS[key][language]),
  material: said(
    "material",
    (fibres, { language }) =>
      partsInWords(fibres, language, (part) =>
        part.map(({ fibre, percent }) => {
          const name = material(fibre)?.labels[language] ?? fibre;
          return percent === undefined ? name : `${percent}% ${name}`;
        }).join(", ")).join("; "),
  ),
  care: said(
    "care",
    (keys, { language }) =>
      keys.map((key) => CARE.find((care) => care.key === key)?.labels[language] ?? key).join(", "),
  ),
  articleNumber: said("articleNumber", String),
  flaws: said("flaws", (flaws, { noFlaws }) => flaws.length === 0 ? noFlaws : flaws.join("; ")),
  measures: said(
    "measures",
    (measures, { language }) =>
      Object.entries(measures).map(([name, mm]) =>
        `${MEASURE_LABELS[name as keyof typeof measures][language]} ${mm / 10} cm`
      ).join("; "),
  ),
  details: said("details", String),
  state: ({ state }, words) => words.state(state),
  price: ({ price }, words) => price && amount(price, words),
  box: ({ box }) => box,
  cost: ({ cost }, words) => cost && amount(cost, words),
  lot: ({ lotId }, _, lots) => lotId && lots.get(lotId)?.name,
  origin: ({ origin }, words) => words.origin(origin),
  acquiredOn: ({ acquiredOn }) => acquiredOn,
  listedAt: ({ listedAt }) => listedAt === undefined ? undefined : moment(listedAt),
  soldAt: ({ soldAt }) => soldAt === undefined ? undefined : moment(soldAt),
  soldFor: ({ soldFor }, words) => soldFor && amount(soldFor, words),
  listingUrl: ({ listingUrl }) => listingUrl,
  note: ({ note }) => note,
  createdAt: ({ createdAt }) => moment(createdAt),
};

function said<N extends FactName>(
  name: N,
  say: (value: FactValue<N>, words: TableWords) => string | undefined,
): Cell {
  return ({ facts }, words) => {
    const fact: Facts[N] = facts[name];
    // The value of the fact of this name, as its schema says.
    return fact && say(fact.value as FactValue<N>, words);
  };
}

function amount({ cents, currency }: Money, { language }: TableWords): string {
  const figure = (cents / 100).toFixed(2);
  const written = language === "it" ? figure.replace(".", ",") : figure;
  return currency === "EUR" ? written : `${written} ${currency}`;
}

const moment = (at: number) => new Date(at).toISOString();
