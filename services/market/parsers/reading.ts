/** What a reader says of a file: what it read, what it left out, and what it could not make out, and why. */
import { keyOf, type Mode, type Observation } from "../observation.ts";

/** What the page itself does not say. */
export interface Circumstances {
  readonly seenAt: number;
  readonly mode: Mode;
  readonly country: string;
  readonly currency: string;
}

export type DropReason = "promoted" | "repeated";
export type Puzzle =
  | "not_a_listing"
  | "no_title"
  | "no_price"
  | "broken_json"
  | "no_listings"
  | "session_expired"
  | "not_found"
  | "broken_table"
  | "too_deep"
  | "broken_workbook"
  | "too_many_cells"
  | "too_heavy"
  | "old_excel"
  | "broken_file"
  | "too_large";

/** One entry of an answer: an observation, or why it is none. */
export type Entry = Observation | { readonly puzzle: Puzzle };

export const CAPTURED_KINDS = ["answer", "page", "open_page", "table", "link", "unknown"] as const;
export type CapturedKind = (typeof CAPTURED_KINDS)[number];

export interface Reading {
  readonly kind: CapturedKind;
  readonly observations: readonly Observation[];
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  /** Keys of the promoted ones, which are there all the same. */
  readonly promoted?: readonly string[];
  readonly notUnderstood: Readonly<Partial<Record<Puzzle, number>>>;
}

/** Sorts entries: promoted ones and repeats (the same item over several pages) are counted, not kept. */
export function readingOf(kind: CapturedKind, entries: Iterable<Entry>): Reading {
  const observations = new Map<string, Observation>();
  const promoted = new Set<string>();
  const dropped: Partial<Record<DropReason, number>> = {};
  const notUnderstood: Partial<Record<Puzzle, number>> = {};
  for (const entry of entries) {
    if ("puzzle" in entry) count(notUnderstood, entry.puzzle);
    else if (entry.promoted) {
      count(dropped, "promoted");
      promoted.add(keyOf(entry));
    } else if (observations.has(entry.id)) count(dropped, "repeated");
    else observations.set(entry.id, entry);
  }
  return {
    kind,
    observations: [...observations.values()],
    dropped,
    ...(promoted.size > 0 && { promoted: [...promoted] }),
    notUnderstood,
  };
}

function count<K extends string>(counts: Partial<Record<K, number>>, key: K): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

export const total = (counts: Readonly<Partial<Record<string, number>>>): number =>
  Object.values(counts).reduce<number>((sum, n) => sum + (n ?? 0), 0);
