/** Compares home with its copy by hashes of ranges, so that little is sent where all is well. */
import { entryText } from "../../relay/protocol_replica.ts";
import {
  type CarriedEntry,
  type CarriedRange,
  carriedStore,
  type Key,
  readKey,
  type Store,
} from "../store/mod.ts";

export interface Difference {
  readonly key: Key;
  readonly here: boolean;
  readonly there: boolean;
}

export interface OtherSide {
  /** As `entryText` writes each entry, SHA-256 in hex; empty where there is nothing. */
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
 * @param whole all that is compared; what changes meanwhile shows up as a difference
 * @returns null when both sides say the same
 */
export async function firstDifference(
  store: Store,
  other: OtherSide,
  whole: readonly CarriedRange[],
  perRange = PER_RANGE,
): Promise<Difference | null> {
  let pieces: Piece[] = [];
  for await (const piece of piecesOf(store, whole, perRange)) {
    pieces.push(piece);
    if (pieces.length < RANGES_AT_ONCE) continue;
    const found = await firstOf(pieces, other);
    if (found) return found;
    pieces = [];
  }
  return await firstOf(pieces, other);
}

async function firstOf(pieces: readonly Piece[], other: OtherSide): Promise<Difference | null> {
  const there = await other.hashes(pieces.map(({ range }) => range));
  for (const [at, piece] of pieces.entries()) {
    if (await hashOf(piece.entries) !== there[at]) return await within(piece, other);
  }
  return null;
}

/** Each of our keys alone, and each gap between them. */
async function within({ range: [first, past], entries }: Piece, other: OtherSide) {
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
    if (await hashOf(entries) === there[at]) continue;
    const mine = entries[0]?.[0];
    const key = mine ?? (await other.page(range[0])).entries[0]![0];
    return { key: toKey(key), here: mine !== undefined, there: there[at] !== "" };
  }
  return null;
}

/** Cuts what is here into ranges that leave no gap. */
async function* piecesOf(
  store: Store,
  whole: readonly CarriedRange[],
  perRange: number,
): AsyncGenerator<Piece> {
  const ours = carriedStore(store);
  let next = await ours.next();
  for (const [first, past] of whole) {
    let from = first;
    let entries: CarriedEntry[] = [];
    for (; !next.done && next.value[0] < past; next = await ours.next()) {
      if (entries.length === perRange) {
        yield { range: [from, next.value[0]], entries };
        from = next.value[0];
        entries = [];
      }
      entries.push(next.value);
    }
    yield { range: [from, past], entries };
  }
}

async function hashOf(entries: readonly CarriedEntry[]): Promise<string> {
  if (entries.length === 0) return "";
  const text = entries.map(([key, value]) => entryText(key, JSON.stringify(value))).join("");
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(bytes).toHex();
}

/** A broken key is named by its bytes. */
const toKey = (hex: string): Key => readKey(hex) ?? [hex];
