/** Reads one cell, column by column. `null`: it was not understood, so nothing is made of it. */
import type { FactName, FactValue, Item, State } from "../../inventory/mod.ts";
import { type Money, parseMoney } from "../../base/money.ts";
import type { Cell } from "../../tables/mod.ts";
import {
  normaliseBrand,
  parseCare,
  parseColours,
  parseCondition,
  parseMaterial,
  parseSize,
  PATTERN_LABELS,
  recogniseText,
} from "../../taxonomy/mod.ts";
import { readCategory } from "./category.ts";
import type { Column } from "./columns.ts";
import { readDay, readMoment } from "./dates.ts";
import { readMeasures } from "./measures.ts";
import { plain } from "./plain.ts";
import { readOrigin, readState } from "./words.ts";

const COLOURS_MAX = 2;

export type FactValues = { [N in FactName]?: FactValue<N> };

/** Parsed values of a row, before it becomes an item. */
export interface Said {
  id?: string;
  title?: string;
  lot?: string;
  number?: number;
  state?: State;
  price?: Money;
  cost?: Money;
  soldFor?: Money;
  box?: string;
  origin?: Item["origin"];
  acquiredOn?: string;
  listedAt?: number;
  soldAt?: number;
  createdAt?: number;
  listingUrl?: string;
  note?: string;
  facts?: FactValues;
  /** Whether part of the cell was not kept. */
  inPart?: boolean;
}

/** Context for parsing a cell. */
interface Surroundings {
  /** The cell itself: a number of a workbook is no typed text, in which "12.345" would be thousands. */
  readonly cell: Cell;
  readonly header: string;
  /** The row's category, on which sizes depend. */
  readonly category?: string;
  readonly currency: string;
}

type Read = (text: string, around: Surroundings) => Said | null;

export const READ: Readonly<Record<Column, Read>> = {
  id: (id) => ({ id }),
  title: (title) => ({ title }),
  lot: (lot) => ({ lot }),
  box: (box) => ({ box }),
  note: (note) => ({ note }),
  listingUrl: (listingUrl) => ({ listingUrl }),
  // Longer ones are codes of other programs: as the number of an item they would leave none for the next.
  number: (text) => {
    const digits = /^(?:n[r.°º]*|no\.?|#)?\s*0*([1-9]\d{0,4})(?:\.0)?$/i.exec(text)?.[1];
    return digits ? { number: Number(digits) } : null;
  },
  state: (text, { header }) => some({ state: readState(text, header) }),
  origin: (text) => some({ origin: readOrigin(text) }),
  price: (_, { cell, currency }) => some({ price: parseMoney(cell, currency) }),
  cost: (_, { cell, currency }) => some({ cost: parseMoney(cell, currency) }),
  soldFor: (_, { cell, currency }) => some({ soldFor: parseMoney(cell, currency) }),
  acquiredOn: (text) => some({ acquiredOn: readDay(text) }),
  listedAt: (text) => some({ listedAt: readMoment(text) }),
  soldAt: (text) => some({ soldAt: readMoment(text) }),
  createdAt: (text) => some({ createdAt: readMoment(text) }),
  category: (text) => fact("category", readCategory(text)),
  // "No brand" is an answer, though not a fact.
  brand: (text) => {
    const brand = normaliseBrand(text);
    return brand === "" ? {} : fact("brand", brand);
  },
  model: (model) => fact("model", model),
  size: (text, { category }) => {
    const size = parseSize(text, category);
    const facts: FactValues = { sizeLabel: size?.label ?? text };
    if (size?.sizeId !== undefined) facts.size = size.sizeId;
    return { facts };
  },
  condition: (text) => fact("condition", parseCondition(text)),
  colours: readColours,
  pattern: (text) => fact("pattern", readPattern(text)),
  material: (text) => fact("material", filled(parseMaterial(text))),
  care: (text) => fact("care", filled(parseCare(text))),
  articleNumber: (text) => fact("articleNumber", text),
  flaws: (text) => fact("flaws", readFlaws(text)),
  measures: (text) => fact("measures", readMeasures(text)),
  details: (details) => fact("details", details),
};

function fact<N extends FactName>(name: N, value: FactValue<N> | null): Said | null {
  return value === null ? null : { facts: { [name]: value } };
}

/** `null` when its one value is. */
function some<K extends keyof Said>(said: { [P in K]: Said[P] | null }): Said | null {
  return Object.values(said)[0] === null ? null : said as Said;
}

const filled = <T>(list: readonly T[]): T[] | null => list.length > 0 ? [...list] : null;

function readColours(text: string): Said | null {
  const named = parseColours(text).map(({ id }) => id);
  const ids = named.length > 0 ? named : recogniseText(text).colours?.value ?? [];
  if (ids.length === 0) return null;
  const facts = { colours: ids.slice(0, COLOURS_MAX) };
  return { facts, ...(ids.length > COLOURS_MAX && { inPart: true }) };
}

const PATTERNS = new Map(
  Object.entries(PATTERN_LABELS).flatMap(([key, labels]) =>
    [key, ...Object.values(labels)].map((word) => [plain(word), key as FactValue<"pattern">])
  ),
);
function readPattern(text: string): FactValue<"pattern"> | null {
  return PATTERNS.get(plain(text)) ?? recogniseText(text).pattern?.value ?? null;
}

const NO_FLAWS = new Set(
  "nessuno, nessuno visibile, nessun difetto, no, none, none to be seen, no flaws, no visible flaws, aucun, none seen"
    .split(", "),
);
const readFlaws = (text: string): string[] =>
  NO_FLAWS.has(plain(text)) ? [] : text.split(";").map((flaw) => flaw.trim()).filter(Boolean);
