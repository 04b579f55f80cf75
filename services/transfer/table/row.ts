/** From a row of cells to an item; what cannot be kept as a field is kept in the note, in the seller's own words. */
import { createHash } from "node:crypto";
import type { FactName, Facts, NewItem, State } from "../../inventory/mod.ts";
import { type Cell, cellText, type TableRow } from "../../tables/mod.ts";
import { type Recognised, recogniseText } from "../../taxonomy/mod.ts";
import { type Column, columnByHeader, type Mapping } from "./columns.ts";
import type { Table } from "./table.ts";
import { type FactValues, READ, type Said } from "./values.ts";

/** Confidence of imported facts: written by the seller, but possibly years old. */
const IMPORTED_CONFIDENCE = 0.9;
const READER = "import";
const DETAILS_CHARS_MAX = 500;
const NOTE_CHARS_MAX = 2_000;
const KEY_CHARS = 24;

/**
 * Why a cell is kept in the note: it was not understood; or only in part; the column has no header; or an item
 * that is not sold or listed cannot have it.
 */
export const NOTE_REASONS = ["not_understood", "in_part", "no_header", "not_in_state"] as const;
export type NoteReason = (typeof NOTE_REASONS)[number];

/** A cell that goes into the item's note, so that nothing is lost. */
export interface NotedCell {
  readonly reason: NoteReason;
  /** "" for a column without a header. */
  readonly header: string;
  readonly text: string;
}

export interface ReadRow {
  readonly line: number;
  readonly item: NewItem;
  readonly noted: readonly NotedCell[];
  /** The note was longer than a note may be; its end is lost. */
  readonly noteCut: boolean;
  /** The item's own id, where the table is one of ours. */
  readonly id?: string;
  /** The lot by its name. */
  readonly lot?: string;
  /** Whether the row contains nothing about an item. */
  readonly empty: boolean;
}

export interface Rules {
  /** The fields of an item that the inventory would not take, among them what an item of its state cannot have. */
  refusedFields(item: NewItem): readonly string[];
  findLink(text: string): { readonly url: string } | null;
  readonly currency: string;
  readonly now: number;
}

export function createRowReader(table: Table, mapping: Mapping, rules: Rules) {
  const places = placesOf(mapping);
  const keyOf = createKeys(table);
  const headerOf = (column: Column) => table.headers[places.get(column)!] ?? "";

  return function read({ line, cells }: TableRow): ReadRow {
    const noted: NotedCell[] = [];
    const note = (reason: NoteReason, column: Column, text: string) =>
      noted.push({ reason, header: headerOf(column), text });
    const title = cellText(cells[places.get("title") ?? -1]);
    const guess = title ? recogniseText(title) : {};
    const said = saidBy(places, cells, { rules, guess, note, headerOf });
    const item = itemOf(said, guess, rules);
    for (const field of rules.refusedFields(item)) {
      const column = columnOfField(field);
      remove(item, field);
      const text = cellText(cells[places.get(column) ?? -1]);
      if (text) note(SALE_FIELDS.has(field) ? "not_in_state" : "not_understood", column, text);
    }
    const words = wordsWithoutField(table, mapping, cells);
    for (const { header, text } of words) {
      if (header === "") noted.push({ reason: "no_header", header, text });
    }
    const noteCut = keepWords(item, said, words, noted);
    return {
      line,
      item: { ...item, importKey: keyOf(cells) },
      noted,
      noteCut,
      ...(said.id && { id: said.id }),
      ...(said.lot && { lot: said.lot }),
      empty: Object.keys(item.facts ?? {}).length === 0 && !item.note,
    };
  };
}

type Places = ReadonlyMap<Column, number>;

/** The category first: sizes mean something else in another one. */
function placesOf(mapping: Mapping): Places {
  const placed = mapping.flatMap((column, at) =>
    column && column !== "note" ? [[column, at] as const] : []
  );
  return new Map(placed.sort(([a], [b]) => Number(b === "category") - Number(a === "category")));
}

interface Reading {
  readonly rules: Rules;
  /** Properties recognised in the title. */
  readonly guess: Recognised;
  readonly note: (reason: NoteReason, column: Column, text: string) => void;
  readonly headerOf: (column: Column) => string;
}

function saidBy(
  places: Places,
  cells: readonly Cell[],
  { rules, guess, note, headerOf }: Reading,
): Said {
  const all: Said = {};
  const facts: FactValues = {};
  for (const [column, at] of places) {
    const cell = cells[at] ?? "";
    const text = cellText(cell);
    if (!text) continue;
    const category = facts.category ?? guess.category?.value;
    const { currency } = rules;
    const around = { cell, header: headerOf(column), currency, ...(category && { category }) };
    const said = READ[column](text, around);
    if (!said) note("not_understood", column, text);
    else {
      if (said.inPart) note("in_part", column, text);
      Object.assign(facts, said.facts);
      Object.assign(all, said);
    }
  }
  if (all.listingUrl !== undefined) {
    const link = rules.findLink(all.listingUrl);
    if (link) all.listingUrl = link.url;
    else {
      note("not_understood", "listingUrl", all.listingUrl);
      delete all.listingUrl;
    }
  }
  return { ...all, facts };
}

const SALE_FIELDS: ReadonlySet<string> = new Set(["soldFor", "soldAt", "listingUrl", "listedAt"]);

/** State implied by a sale or a listing when there is no state column. Some programs write 0 for unsold items. */
function impliedState({ soldFor, soldAt, listingUrl, listedAt }: Said): State | undefined {
  if (soldAt !== undefined || (soldFor?.cents ?? 0) > 0) return "sold";
  return listingUrl !== undefined || listedAt !== undefined ? "listed" : undefined;
}

function itemOf(said: Said, guess: Recognised, { now }: Rules): NewItem {
  const { id: _id, title: _title, lot: _lot, inPart: _inPart, facts: given = {}, ...fields } = said;
  const facts: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) facts[name] = imported(value, now);
  for (const [name, seen] of Object.entries(guess)) {
    if (Array.isArray(seen) || name in facts) continue;
    // What the title shows is not what a column says: the size of another system may stand there.
    if (name === "size" && "sizeLabel" in given) continue;
    facts[name] = imported(seen.value, now, seen.confidence * IMPORTED_CONFIDENCE);
  }
  const state = said.state ?? impliedState(said);
  if (!state && fields.soldFor?.cents === 0) delete fields.soldFor;
  // Which value belongs to which name was settled by READ and by the taxonomy.
  return { ...fields, ...(state && { state }), facts: facts as Facts };
}

const imported = (value: unknown, at: number, confidence = IMPORTED_CONFIDENCE) => ({
  value,
  source: "imported",
  confidence,
  at,
  by: READER,
});

const COLUMN_OF_FACT: Partial<Record<FactName, Column>> = { sizeLabel: "size" };

/** @param field "box", "facts.brand" */
function columnOfField(field: string): Column {
  const [name = "", fact] = field.split(".");
  if (fact === undefined) return name as Column;
  return COLUMN_OF_FACT[fact as FactName] ?? fact as Column;
}

function remove(item: NewItem, field: string): void {
  const [name = "", fact] = field.split(".");
  if (fact === undefined) delete item[name as keyof NewItem];
  else delete item.facts?.[fact as FactName];
}

interface Words {
  /** "" where the words need none. */
  readonly header: string;
  readonly text: string;
}

/** Cells of the columns that are notes, and of those beyond the last column. */
function wordsWithoutField(
  { headers }: Table,
  mapping: Mapping,
  cells: readonly Cell[],
): (Words & { readonly isNote: boolean })[] {
  return cells.flatMap((cell, at) => {
    const text = cellText(cell);
    if (!text || (at < mapping.length && mapping[at] !== "note")) return [];
    const header = headers[at] ?? "";
    return [{ header, text, isNote: columnByHeader(header) === "note" }];
  });
}

/**
 * The title's own words stay readable among the details; the rest goes into the note.
 * @returns whether the note had to be cut
 */
function keepWords(
  item: NewItem,
  { title }: Said,
  words: readonly (Words & { readonly isNote: boolean })[],
  noted: readonly NotedCell[],
): boolean {
  const details = item.facts?.details;
  const both = [title, details?.value].filter(Boolean).join(". ");
  const lines = words.filter(({ isNote }) => isNote).map(({ text }) => text);
  if (title && both.length <= DETAILS_CHARS_MAX) {
    const at = details?.at ?? Object.values(item.facts ?? {})[0]?.at ?? 0;
    item.facts = { ...item.facts, details: imported(both, at) as NonNullable<Facts["details"]> };
  } else if (title) lines.push(title);
  const others = words.filter(({ isNote }) => !isNote);
  const kept = noted.filter(({ reason }) => reason !== "no_header");
  for (const { header, text } of [...kept, ...others]) {
    lines.push(header ? `${header}: ${text}` : text);
  }
  const note = lines.join("\n");
  if (note) item.note = note.slice(0, NOTE_CHARS_MAX);
  return note.length > NOTE_CHARS_MAX;
}

/** Creates row keys by which a row is recognised when the same file, or a longer one, is imported again. */
function createKeys({ headers }: Table): (cells: readonly Cell[]) => string {
  const width = headers.findLastIndex((header) => header !== "") + 1;
  const seen = new Map<string, number>();
  return (cells) => {
    const texts = Array.from(
      { length: Math.max(width, cells.length) },
      (_, at) => cellText(cells[at]),
    );
    const hash = createHash("sha256").update(JSON.stringify(texts)).digest("hex")
      .slice(0, KEY_CHARS);
    const times = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, times);
    return times === 1 ? hash : `${hash}:${times}`;
  };
}
