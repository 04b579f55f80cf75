/** Recently used values for pickers, since sellers often repeat a brand or box. */
import type { ItemRow } from "./row.ts";

interface Recent<V> {
  readonly value: V;
  /** Number of items with this value. */
  readonly count: number;
}

export interface Recents {
  readonly category: readonly Recent<string>[];
  readonly brand: readonly Recent<string>[];
  readonly size: readonly Recent<string>[];
  /** Ids of the taxonomy. */
  readonly colours: readonly Recent<number>[];
  readonly box: readonly Recent<string>[];
}

const RECENTS_SHOWN = 8;

interface RecentsOptions {
  /** How many of each. @default 8 */
  readonly limit?: number;
  /** Sizes of this category only: a shoe's size is no help with a shirt. */
  readonly category?: string;
}

/** @param rows the ones changed last first */
export function recentsOf(
  rows: readonly ItemRow[],
  { limit = RECENTS_SHOWN, category }: RecentsOptions = {},
): Recents {
  const alive = rows.filter((row) => row.trashedAt === undefined);
  const alike = category === undefined ? alive : alive.filter((row) => row.category === category);
  return {
    category: counted(alive, limit, (row) => row.category),
    brand: counted(alive, limit, (row) => row.brand),
    size: counted(alike, limit, (row) => row.size),
    colours: counted(alive, limit, (row) => row.colours),
    box: counted(alive, limit, (row) => row.box),
  };
}

/** Counts values in the order of their first occurrence. */
function counted<V extends string | number>(
  rows: readonly ItemRow[],
  limit: number,
  valueOf: (row: ItemRow) => V | readonly V[] | undefined,
): Recent<V>[] {
  const counts = new Map<V, number>();
  for (const row of rows) {
    const found = valueOf(row);
    if (found === undefined) continue;
    for (const value of typeof found === "object" ? found : [found]) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return [...counts].slice(0, limit).map(([value, count]) => ({ value, count }));
}
