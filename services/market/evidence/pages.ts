/** Sightings for who wants to look at them: one, a page, or all. */
import type { Database } from "../../store/mod.ts";
import { keyOf } from "../observation.ts";
import type { Evidence } from "./evidence.ts";
import type { Memory } from "./memory.ts";
import { shown, type Sighting, sightings } from "./sighting.ts";
import { filterOf } from "./summary.ts";

export const SIGHTINGS_PAGE = 50;

export function createPages(
  db: Database,
  { newestFirst, sales }: Pick<Memory, "newestFirst" | "sales">,
): Pick<Evidence, "get" | "sightings" | "all"> {
  async function inOrder(keys: readonly string[]): Promise<Sighting[]> {
    const rows = await db.getMany(sightings, keys);
    return rows.flatMap((row, at) => (row ? shown(row.value) : sales.get(keys[at]!)) ?? []);
  }

  return {
    get: async (key) => {
      const row = await db.get(sightings, key);
      return (row && !row.value.forgotten ? shown(row.value) : sales.get(key)) ?? null;
    },
    async sightings({ offset = 0, limit = SIGHTINGS_PAGE, ...filter } = {}) {
      const found = newestFirst().filter(filterOf(filter));
      const keys = found.slice(offset, offset + limit).map(keyOf);
      return { sightings: await inOrder(keys), total: found.length };
    },
    async *all() {
      for await (const { value } of db.each(sightings)) if (!value.forgotten) yield shown(value);
      yield* sales.values();
    },
  };
}
