/** Letting go of evidence: at the seller's wish, who may change their mind till the night, and of old age. */
import { DAY_MS } from "../../base/time.ts";
import { type Database, retrying, type Row, writeInChunks } from "../../store/mod.ts";
import { inGroups } from "./groups.ts";
import { rewrite } from "./rewrite.ts";
import { searches } from "./searches.ts";
import { sightings, type StoredSighting } from "./sighting.ts";

/** Eighteen months after it was seen or brought in: it has next to no say by then. */
export const EVIDENCE_KEPT_MS = 548 * DAY_MS;
/** What was forgotten can be had back for so long. */
export const FORGOTTEN_KEPT_MS = DAY_MS;

type Forgetting = NonNullable<StoredSighting["forgotten"]>;

/** @returns how many there were */
export async function forgetKeys(
  db: Database,
  keys: readonly string[],
  forgotten: Forgetting,
): Promise<number> {
  let count = 0;
  for (const group of inGroups(keys)) {
    count += await retrying(() =>
      rewrite(db, group, (known) => known.forgotten ? null : { ...known, forgotten })
    );
  }
  return count;
}

/** They come last now, as if they were new. @returns how many came back */
export async function rememberAll(
  db: Database,
  id: string,
  nextPlace: () => number,
): Promise<number> {
  const keys: string[] = [];
  for await (const { value } of db.each(sightings)) {
    if (value.forgotten?.id === id) keys.push(value.key);
  }
  let count = 0;
  for (const group of inGroups(keys)) {
    count += await retrying(() =>
      rewrite(
        db,
        group,
        ({ forgotten, ...known }) => forgotten?.id === id ? { ...known, place: nextPlace() } : null,
      )
    );
  }
  return count;
}

/** @returns how many listings are gone for good */
export async function purge(db: Database, now: number): Promise<number> {
  const old = (at: number) => at < now - EVIDENCE_KEPT_MS;
  let count = 0;
  async function* leaving(): AsyncGenerator<Row<StoredSighting>> {
    for await (const row of db.each(sightings)) {
      const { lastSeen, takenAt, forgotten } = row.value;
      const wasForgotten = forgotten && forgotten.at < now - FORGOTTEN_KEPT_MS;
      if (!wasForgotten && !old(Math.max(lastSeen, takenAt))) continue;
      count++;
      yield row;
    }
  }
  await writeInChunks(db, leaving(), (change, row) => change.remove(sightings, row));
  for await (const row of db.each(searches)) {
    if (!old(row.value.at)) continue;
    const change = db.change();
    change.remove(searches, row);
    await change.commit();
  }
  return count;
}
