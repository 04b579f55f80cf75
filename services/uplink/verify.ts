/** Compares home with its replica by hashes of ranges, so that little is sent where all is well. */
import {
  type CarriedEntry,
  type CarriedRange,
  EVERY_KEY,
  type Key,
  readKey,
} from "../store/mod.ts";

export interface Difference {
  readonly key: Key;
  readonly here: boolean;
  readonly there: boolean;
}

/** What the replica should hold. */
export interface OwnSide {
  /** In the order of their bytes. */
  entries(): AsyncIterable<CarriedEntry>;
  /** As the other side writes each before it hashes them. */
  texts(entries: readonly CarriedEntry[]): Promise<readonly string[]>;
}

export interface OtherSide {
  /** As `signedEntryText` writes each entry, SHA-256 in hex; empty where there is nothing. */
  hashes(ranges: readonly CarriedRange[]): Promise<string[]>;
  /** What follows a key. */
  page(after: string): Promise<{ readonly entries: readonly CarriedEntry[] }>;
}

const PER_RANGE = 500;
const RANGES_AT_ONCE = 200;

interface Piece {
  readonly range: CarriedRange;
  readonly entries: readonly CarriedEntry[];
}

/**
 * What changes meanwhile shows up as a difference.
 * @returns null when both sides say the same
 */
export async function firstDifference(
  own: OwnSide,
  other: OtherSide,
  perRange = PER_RANGE,
): Promise<Difference | null> {
  let pieces: Piece[] = [];
  for await (const piece of piecesOf(own, perRange)) {
    pieces.push(piece);
    if (pieces.length < RANGES_AT_ONCE) continue;
    const found = await firstOf(pieces, own, other);
    if (found) return found;
    pieces = [];
  }
  return await firstOf(pieces, own, other);
}

async function firstOf(
  pieces: readonly Piece[],
  own: OwnSide,
  other: OtherSide,
): Promise<Difference | null> {
  const there = await other.hashes(pieces.map(({ range }) => range));
  for (const [at, piece] of pieces.entries()) {
    if (await hashOf(own, piece.entries) === there[at]) continue;
    const found = await within(piece, own, other);
    if (found) return found;
  }
  return null;
}

/** Each of our keys alone, and each gap between them. */
async function within(
  { range: [first, past], entries }: Piece,
  own: OwnSide,
  other: OtherSide,
): Promise<Difference | null> {
  const alone: Piece[] = [];
  let from = first;
  for (const entry of entries) {
    const [key] = entry;
    const next = `${key}00`;
    alone.push({ range: [from, key], entries: [] }, { range: [key, next], entries: [entry] });
    from = next;
  }
  alone.push({ range: [from, past], entries: [] });
  const there = await other.hashes(alone.map(({ range }) => range));
  for (const [at, { range, entries }] of alone.entries()) {
    if (await hashOf(own, entries) === there[at]) continue;
    const mine = entries[0]?.[0];
    const key = mine ?? (await other.page(range[0])).entries[0]![0];
    return { key: toKey(key), here: mine !== undefined, there: there[at] !== "" };
  }
  return null;
}

/** Cuts what is here into ranges that leave no gap, from the least key to the greatest. */
async function* piecesOf(own: OwnSide, perRange: number): AsyncGenerator<Piece> {
  const [first, past] = EVERY_KEY;
  let from = first;
  let entries: CarriedEntry[] = [];
  for await (const entry of own.entries()) {
    if (entries.length === perRange) {
      yield { range: [from, entry[0]], entries };
      from = entry[0];
      entries = [];
    }
    entries.push(entry);
  }
  yield { range: [from, past], entries };
}

async function hashOf(own: OwnSide, entries: readonly CarriedEntry[]): Promise<string> {
  if (entries.length === 0) return "";
  const text = (await own.texts(entries)).join("");
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(bytes).toHex();
}

/** A broken key is named by its bytes. */
const toKey = (hex: string): Key => readKey(hex) ?? [hex];
