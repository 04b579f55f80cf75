/** Listings that are no longer there. */
import { type Database, retrying } from "../../store/mod.ts";
import { keyOf } from "../observation.ts";
import { type Reading, total } from "../parsers/reading.ts";
import type { Source } from "./evidence.ts";
import { inGroups } from "./groups.ts";
import { rewrite } from "./rewrite.ts";
import { noteSearch } from "./searches.ts";
import type { Sighting } from "./sighting.ts";

type Gone = NonNullable<Sighting["gone"]>;

/** Of what was in the search before and is not in this reading of it. */
export async function goneFrom(
  db: Database,
  reading: Reading,
  { search, complete = false }: Source,
  at: number,
): Promise<string[]> {
  if (!search) return [];
  const { observations, promoted = [], notUnderstood } = reading;
  const keys = [...observations.map(keyOf), ...promoted];
  // What was not understood may be the very one that seems to be missing.
  const whole = complete && total(notUnderstood) === 0;
  return await noteSearch(db, { search, at, keys, whole });
}

/** The first to say so is believed, unless the listing was seen later; that it was sold says more. */
export async function recordGone(db: Database, keys: readonly string[], gone: Gone): Promise<void> {
  for (const group of inGroups(keys)) {
    await retrying(() =>
      rewrite(db, group, (known) => {
        const says = known.gone?.how === "sold" || known.gone?.how === gone.how;
        return says || known.lastSeen > gone.at ? null : { ...known, gone };
      })
    );
  }
}
