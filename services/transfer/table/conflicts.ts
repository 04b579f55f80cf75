/** Finds conflicts of rows with present items: the same item, a used number, a likely duplicate. */
import type { Item, NewItem } from "../../inventory/mod.ts";
import { plain } from "./plain.ts";

/** `same`: by its id, or the row came in before. */
export const CONFLICTS = ["same", "number", "alike"] as const;
export type Conflict = (typeof CONFLICTS)[number];
export const CHOICES = ["skip", "update", "new"] as const;
export type Choice = (typeof CHOICES)[number];
export type Decisions = Readonly<Record<Conflict, Choice>>;

export interface Known {
  readonly id: string;
  readonly number: number;
}

export interface Met {
  readonly conflict: Conflict;
  /** Absent when it is another row of the same table that has the number. */
  readonly known?: Known;
}

export interface Wardrobe {
  meets(row: { item: NewItem; id?: string }): Met | null;
}

/**
 * @param ours items that this very import made before it was interrupted: no conflict of theirs is one
 */
export async function readWardrobe(
  items: AsyncIterable<{ readonly value: Item }>,
  ours: ReadonlySet<string> = new Set(),
): Promise<Wardrobe> {
  const byId = new Map<string, Known>();
  const byNumber = new Map<number, Known>();
  const byKey = new Map<string, Known>();
  const byLook = new Map<string, Known>();
  const inTable = new Set<number>();
  let highest = 0;
  for await (const { value: item } of items) {
    if (ours.has(item.id)) continue;
    const known = { id: item.id, number: item.number };
    byNumber.set(item.number, known);
    highest = Math.max(highest, item.number);
    // A trashed item only keeps its number.
    if (item.trashedAt !== undefined) continue;
    byId.set(item.id, known);
    if (item.importKey) byKey.set(item.importKey, known);
    const look = lookOf(item);
    if (look) byLook.set(look, known);
  }

  function numberConflict(number: number | undefined): Met | null {
    if (number === undefined) return null;
    const known = byNumber.get(number);
    if (known) return { conflict: "number", known };
    // A number is never given twice, not even that of an item that is gone.
    if (number <= highest || inTable.has(number)) return { conflict: "number" };
    inTable.add(number);
    return null;
  }

  return {
    meets({ item, id }) {
      const same = (id && byId.get(id)) ?? byKey.get(item.importKey ?? "");
      if (same) return { conflict: "same", known: same };
      const number = numberConflict(item.number);
      if (number) return number;
      const alike = byLook.get(lookOf(item) ?? "");
      return alike ? { conflict: "alike", known: alike } : null;
    },
  };
}

/** Key of likely duplicates: brand, size and distinguishing words; null when there is too little. */
function lookOf({ facts = {} }: Pick<NewItem, "facts">): string | null {
  const { brand, sizeLabel, category, model, details, colours } = facts;
  const telling = details?.value ?? model?.value;
  if (!brand || !telling) return null;
  return [brand.value, sizeLabel?.value ?? "", category?.value ?? "", telling, colours?.value ?? ""]
    .map((part) => plain(String(part))).join("|");
}
