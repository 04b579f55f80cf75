/** From a row of cells to an item, with everything that was not understood kept in the seller's own words. */
import { createHash } from "node:crypto";
import type { FactName, Facts, NewItem } from "../../inventory/mod.ts";
import { type Recognised, recogniseText } from "../../taxonomy/mod.ts";
import type { Column, Mapping } from "./columns.ts";
import type { Table, TableRow } from "./table.ts";
import { type FactValues, READ, type Said } from "./values.ts";

/** A table is the seller's own writing, but often years old: below what they say today. */
const IMPORTED_CONFIDENCE = 0.9;
const READER = "import";
const DETAILS_CHARS_MAX = 500;
const NOTE_CHARS_MAX = 2_000;
const KEY_CHARS = 24;

/** A cell that was not understood. It goes into the item's note, so that nothing is lost. */
export interface Unread {
  readonly column: Column;
  readonly header: string;
  readonly text: string;
}

export interface ReadRow {
  readonly line: number;
  readonly item: NewItem;
  readonly unread: readonly Unread[];
  /** The item's own id, where the table is one of ours. */
  readonly id?: string;
  /** The lot by its name. */
  readonly lot?: string;
  /** Nothing of it says what the thing is. */
  readonly empty: boolean;
}

export interface Rules {
  /** What the inventory takes; names the fields that it would not. */
  refusedFields(item: NewItem): readonly string[];
  findLink(text: string): { readonly url: string } | null;
  readonly currency: string;
  readonly now: number;
}

export function createRowReader(table: Table, mapping: Mapping, rules: Rules) {
  const places = placesOf(mapping);
  const seen = new Map<string, number>();

  return function read({ line, cells }: TableRow): ReadRow {
    const unread: Unread[] = [];
    const miss = (column: Column, text: string) =>
      unread.push({ column, header: table.headers[places.get(column)!] ?? column, text });
    const title = cells[places.get("title") ?? -1] ?? "";
    const guess = title ? recogniseText(title) : {};
    const said = saidBy(places, cells, { rules, guess, miss });
    const item = itemOf(said, guess, rules);
    for (const field of rules.refusedFields(item)) drop(item, field, cells, places, miss);
    keepWords(item, said, unread);
    return {
      line,
      item: { ...item, importKey: keyOf(cells, seen) },
      unread,
      ...(said.id && { id: said.id }),
      ...(said.lot && { lot: said.lot }),
      empty: Object.keys(item.facts ?? {}).length === 0 && !item.note && unread.length === 0,
    };
  };
}

type Places = ReadonlyMap<Column, number>;
type Miss = (column: Column, text: string) => void;

/** The category first: sizes mean something else in another one. */
function placesOf(mapping: Mapping): Places {
  const placed = mapping.flatMap((column, at) => column ? [[column, at] as const] : []);
  return new Map(placed.sort(([a], [b]) => Number(b === "category") - Number(a === "category")));
}

interface Reading {
  readonly rules: Rules;
  /** What the title shows. */
  readonly guess: Recognised;
  readonly miss: Miss;
}

function saidBy(
  places: Places,
  cells: readonly string[],
  { rules, guess, miss }: Reading,
): Said {
  const all: Said = {};
  const facts: FactValues = {};
  for (const [column, at] of places) {
    const text = cells[at];
    if (!text) continue;
    const category = facts.category ?? guess.category?.value;
    const around = { currency: rules.currency, ...(category && { category }) };
    const said = READ[column](text, around);
    if (!said) miss(column, text);
    else {
      Object.assign(facts, said.facts);
      Object.assign(all, said);
    }
  }
  if (all.listingUrl !== undefined) {
    const link = rules.findLink(all.listingUrl);
    if (link) all.listingUrl = link.url;
    else {
      miss("listingUrl", all.listingUrl);
      delete all.listingUrl;
    }
  }
  return { ...all, facts };
}

function itemOf(said: Said, guess: Recognised, { now }: Rules): NewItem {
  const { id: _id, title: _title, lot: _lot, facts: given = {}, ...fields } = said;
  const facts: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) facts[name] = imported(value, now);
  for (const [name, seen] of Object.entries(guess)) {
    if (Array.isArray(seen) || name in facts) continue;
    // What the title shows is not what a column says: the size of another system may stand there.
    if (name === "size" && "sizeLabel" in given) continue;
    facts[name] = imported(seen.value, now, seen.confidence * IMPORTED_CONFIDENCE);
  }
  // Which value belongs to which name was settled by READ and by the taxonomy.
  return { ...fields, facts: facts as Facts };
}

const imported = (value: unknown, at: number, confidence = IMPORTED_CONFIDENCE) => ({
  value,
  source: "imported",
  confidence,
  at,
  by: READER,
});

const COLUMN_OF_FACT: Partial<Record<FactName, Column>> = { sizeLabel: "size" };

/** Too long, out of bounds: what the inventory would not take is kept as words. */
function drop(
  item: NewItem,
  field: string,
  cells: readonly string[],
  places: Places,
  miss: Miss,
): void {
  const [name = "", part] = field.split(".");
  const column = (part === undefined ? name : COLUMN_OF_FACT[part as FactName] ?? part) as Column;
  const text = cells[places.get(column) ?? -1];
  if (part === undefined) delete item[name as keyof NewItem];
  else delete item.facts?.[part as FactName];
  if (text) miss(column, text);
}

/** The title's own words stay readable among the details; what was not understood goes into the note. */
function keepWords(item: NewItem, { title }: Said, unread: readonly Unread[]): void {
  const details = item.facts?.details;
  const words = [title, details?.value].filter(Boolean).join(". ");
  const lines: string[] = [];
  if (title && words.length <= DETAILS_CHARS_MAX) {
    const at = details?.at ?? Object.values(item.facts ?? {})[0]?.at ?? 0;
    item.facts = { ...item.facts, details: imported(words, at) as NonNullable<Facts["details"]> };
  } else if (title) lines.push(title);
  for (const { header, text } of unread) lines.push(`${header}: ${text}`);
  const note = [item.note, ...lines].filter(Boolean).join("\n");
  if (note) item.note = note.slice(0, NOTE_CHARS_MAX);
}

/** Knows the row again when the same file, or a longer one, comes a second time. */
function keyOf(cells: readonly string[], seen: Map<string, number>): string {
  const hash = createHash("sha256").update(JSON.stringify(cells)).digest("hex").slice(0, KEY_CHARS);
  const times = (seen.get(hash) ?? 0) + 1;
  seen.set(hash, times);
  return times === 1 ? hash : `${hash}:${times}`;
}
