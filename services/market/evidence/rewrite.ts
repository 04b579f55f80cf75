/** Changes what is known of some listings, in one commit. */
import type { Database } from "../../store/mod.ts";
import { sightings, type StoredSighting } from "./sighting.ts";

/** @param nextOf null where nothing is to be changed @returns how many were changed */
export async function rewrite(
  db: Database,
  keys: readonly string[],
  nextOf: (known: StoredSighting) => StoredSighting | null,
): Promise<number> {
  const change = db.change();
  let count = 0;
  for (const row of await db.getMany(sightings, keys)) {
    const next = row && nextOf(row.value);
    if (!next) continue;
    change.update(sightings, row, next);
    count++;
  }
  if (count > 0) await change.commit();
  return count;
}
