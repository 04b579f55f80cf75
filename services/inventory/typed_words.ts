/**
 * What a seller's words change on an item: what was understood becomes facts and fields, the rest is kept as a
 * note. Measures, flaws, details and the note are added to what is known; nothing that stands there is lost.
 */
import { invalid } from "../base/errors.ts";
import type { Money } from "../base/money.ts";
import { category, type Understood } from "../taxonomy/mod.ts";
import type { ItemChanges } from "./edit.ts";
import { DETAILS_CHARS_MAX, type Facts, type FactValue, FLAWS_MAX } from "../taxonomy/facts.ts";
import { type Item, NOTE_CHARS_MAX } from "./item.ts";
import type { NewItem } from "./new_item.ts";
import { type FactsPatch, saidBySeller } from "./precedence.ts";

/** Below this a value is a guess, and the seller has not said it. */
const SAID_MIN = 0.6;

interface WordFields {
  price?: Money;
  cost?: Money;
  box?: string;
  note?: string;
}

export interface WordChanges extends ItemChanges {
  readonly facts: FactsPatch;
  readonly fields: WordFields;
  /** The words that are added to the note. */
  readonly kept: string;
}

/** @throws Failure `inventory.note_full` where the words that were not understood do not fit */
export function changesOfWords(
  understood: Understood,
  item: Pick<Item, "facts" | "note">,
): WordChanges {
  const { price, cost, box, lot, note } = understood;
  const named = namedCategory(understood, item.facts);
  const flaws = withMoreFlaws(understood, item.facts);
  const details = withMoreDetails(understood, item.facts);
  const kept = [named ? "" : understood.garment, ...flaws.left, ...details.left, note]
    .filter(Boolean).join(", ");
  return {
    facts: {
      ...sureFacts(understood),
      ...(named && { category: named }),
      ...(flaws.value && { flaws: flaws.value }),
      ...(details.value && { details: details.value }),
      ...withMoreMeasures(understood, item.facts),
    },
    fields: {
      ...(price && { price }),
      ...(cost && { cost }),
      ...(box && { box }),
      ...withMoreNote(kept, item),
    },
    ...(lot && { lot }),
    kept,
  };
}

/** Input for creating an item from typed words. */
export const newItemOfWords = ({ facts, fields, lot }: WordChanges, at: number): NewItem => ({
  facts: saidBySeller(facts, at),
  ...fields,
  ...(lot && { lot }),
});

function sureFacts({ facts }: Understood): FactsPatch {
  // The site's size follows from the label, whichever category is chosen later.
  const { candidates: _, category: _open, size: _derived, flaws: _f, details: _d, ...others } =
    facts;
  const sure = Object.entries(others).filter(([, { confidence }]) => confidence >= SAID_MIN);
  return Object.fromEntries(sure.map(([name, { value }]) => [name, value]));
}

/** Category named by the words; when they name no audience, the item's known one is used. */
function namedCategory({ facts }: Understood, known: Facts): string | undefined {
  const { candidates, category: seen } = facts;
  if (!candidates) return seen && seen.confidence >= SAID_MIN ? seen.value : undefined;
  const department = category(known.category?.value ?? "")?.audience;
  return candidates.find((key) => category(key)?.audience === department);
}

interface Added<V> {
  readonly value?: V;
  /** Values that exceeded a limit. */
  readonly left: readonly string[];
}

function withMoreFlaws({ facts: { flaws } }: Understood, known: Facts): Added<string[]> {
  if (!flaws) return { left: [] };
  const before = known.flaws?.value ?? [];
  const more = flaws.value.filter((flaw) => !before.includes(flaw));
  const all = flaws.value.length === 0 ? [] : [...before, ...more];
  return { value: all.slice(0, FLAWS_MAX), left: all.slice(FLAWS_MAX) };
}

function withMoreDetails({ facts: { details } }: Understood, known: Facts): Added<string> {
  if (!details) return { left: [] };
  const before = known.details?.value;
  if (before?.includes(details.value)) return { left: [] };
  const value = [before, details.value].filter(Boolean).join(", ");
  return value.length <= DETAILS_CHARS_MAX ? { value, left: [] } : { left: [details.value] };
}

function withMoreMeasures(
  { facts: { measures } }: Understood,
  known: Facts,
): { measures?: FactValue<"measures"> } {
  return measures ? { measures: { ...known.measures?.value, ...measures.value } } : {};
}

function withMoreNote(more: string, { note }: Pick<Item, "note">): { note?: string } {
  if (!more || note?.split("\n").includes(more)) return {};
  const value = [note, more].filter(Boolean).join("\n");
  if (value.length > NOTE_CHARS_MAX) throw invalid("inventory.note_full", { max: NOTE_CHARS_MAX });
  return { note: value };
}
