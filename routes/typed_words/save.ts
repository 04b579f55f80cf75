/** Saves typed words as an item's facts and fields. */
import {
  type Actor,
  changesOfWords,
  type HistoryEntry,
  type Item,
  type WordChanges,
} from "../../services/inventory/mod.ts";
import type { Locale } from "../../locales/mod.ts";
import type { Row } from "../../services/store/mod.ts";
import type { Services } from "../services.ts";
import { readWords } from "./read.ts";
import { reportOf, type WordsReport } from "./report.ts";

interface SavedWords {
  readonly row: Row<Item>;
  /** Null when the words changed nothing. */
  readonly entry: HistoryEntry | null;
  readonly report: WordsReport;
}

interface WordsToSave {
  readonly text: string;
  readonly language: Locale;
  readonly by: Actor;
  /** The version that the words are meant for. @default any */
  readonly expect?: string | undefined;
  /** Throws where the item as it is now must not be changed so. */
  readonly check?: (item: Item, changes: WordChanges) => void;
}

export async function saveWords(
  { ai, inventory }: Pick<Services, "ai" | "inventory">,
  { id, value: before }: Row<Item>,
  { text, language, by, expect, check = () => {} }: WordsToSave,
): Promise<SavedWords> {
  const understood = await readWords(inventory, { text, language, item: before });
  let changes: WordChanges = changesOfWords(understood, before);
  const saved = await inventory.save(
    id,
    (item) => {
      changes = changesOfWords(understood, item);
      check(item, changes);
      return changes;
    },
    by,
    { expect },
  );
  await ai.corrected(before, changes.facts);
  return { ...saved, report: reportOf(text, understood, changes) };
}
