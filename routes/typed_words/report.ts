/** Reports which typed words were understood, and which were kept as a note. */
import type { WordChanges } from "../../services/inventory/mod.ts";
import type { Understood, WordField } from "../../services/taxonomy/mod.ts";

export interface WordsReport {
  /** The understood words in their order. */
  readonly understood: readonly {
    readonly field: WordField;
    /** The words as typed. */
    readonly words: string;
  }[];
  /** The words that are added to the note; empty where all were understood. */
  readonly note: string;
}

const SEPARATOR = ", ";

export function reportOf(
  text: string,
  { marks }: Understood,
  { facts, kept }: WordChanges,
): WordsReport {
  const words = new Map<WordField, string[]>();
  for (const { field, at, end } of marks) {
    // A garment whose department is still open is asked for: its name is in the note.
    if (field === "category" && !facts.category) continue;
    words.set(field, [...words.get(field) ?? [], text.slice(at, end)]);
  }
  return {
    understood: [...words].map(([field, parts]) => ({ field, words: parts.join(SEPARATOR) })),
    note: kept,
  };
}
