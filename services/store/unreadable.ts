/**
 * Records that this program cannot use: damaged, written by a newer version, or sealed with another key. They stay
 * where they are, byte for byte, and every reader passes over them; they are counted and named here and in the log.
 */
import type { Logger } from "../base/log.ts";
import type { Json } from "./port.ts";

export const UNREADABLE_CAUSES = ["damaged", "newer", "other_key"] as const;
export type UnreadableCause = (typeof UNREADABLE_CAUSES)[number];

/** What decoding gives instead of a row. */
export class Unreadable {
  constructor(
    readonly cause: UnreadableCause,
    /** For the log and for whoever looks into an export; in English, and without the record's words. */
    readonly detail: string,
  ) {}
}

export interface UnreadableRecord extends Pick<Unreadable, "cause" | "detail"> {
  readonly collection: string;
  /** The key's bytes in hex where not even the key can be read. */
  readonly id: string;
}

/** As it lies in the store. */
export interface RawRecord extends UnreadableRecord {
  /** Null where only the key is known. */
  readonly value: Json;
  /** Of a record that is too long for one value, in order. */
  readonly parts: readonly Json[];
}

export interface UnreadableRecords {
  /** Those that were met since the program started. */
  list(): readonly UnreadableRecord[];
  /** Whether one of these records, or this one, was met. */
  has(collection: string, id?: string): boolean;
}

export interface UnreadableNotes extends UnreadableRecords {
  note(record: UnreadableRecord): void;
  /** It can be read now, or is gone. */
  forget(collection: string, id: string): void;
  forgetAll(): void;
}

/** Of a damaged disk with thousands of them the first lines say enough. */
const LOGGED_MAX = 100;

export function createUnreadableNotes(log: Logger): UnreadableNotes {
  const notes = new Map<string, UnreadableRecord>();
  const logged = new Set<string>();
  const nameOf = (collection: string, id: string) => JSON.stringify([collection, id]);

  return {
    list: () => [...notes.values()],
    has(collection, id) {
      if (id !== undefined) return notes.has(nameOf(collection, id));
      return notes.values().some((note) => note.collection === collection);
    },
    note(record) {
      const name = nameOf(record.collection, record.id);
      notes.set(name, record);
      if (logged.has(name) || logged.size >= LOGGED_MAX) return;
      logged.add(name);
      log.error("store.record_unreadable", { ...record });
    },
    forget(collection, id) {
      if (notes.size > 0) notes.delete(nameOf(collection, id));
    },
    forgetAll: () => notes.clear(),
  };
}
