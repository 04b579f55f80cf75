/** What a watch has found, and what the seller made of it. */
import type { Database, Row } from "../store/mod.ts";
import { writeInChunks } from "../store/mod.ts";
import { hitsCollection } from "./collections.ts";
import { type EditNeeds, put } from "./edit.ts";
import { type Hit, HITS_MAX } from "./hit.ts";
import { MUTED_MAX, type Watch } from "./watch.ts";

interface Needs {
  readonly db: Database;
}

/** The newest first. */
export async function hitsOf({ db }: Needs, watchId: string): Promise<Hit[]> {
  const options = { limit: HITS_MAX, reverse: true };
  const { entries } = await db.listBy(hitsCollection, "watch", [watchId], options);
  return entries.map(({ value }) => value);
}

export async function unseenCount({ db }: Needs, watchId: string): Promise<number> {
  return (await unseen({ db }, watchId)).length;
}

export async function markAllSeen({ db }: Needs, watchId: string): Promise<void> {
  await writeInChunks(
    db,
    await unseen({ db }, watchId),
    (change, row) => change.update(hitsCollection, row, { ...row.value, seen: true }),
  );
}

async function unseen({ db }: Needs, watchId: string): Promise<Row<Hit>[]> {
  const { entries } = await db.listBy(hitsCollection, "unseen", [watchId], { limit: HITS_MAX });
  return entries;
}

/** One listing that this watch never speaks of again. */
export const muteListing = (needs: EditNeeds, id: string, key: string): Promise<Watch> =>
  put(needs, id, (watch) => ({
    ...watch,
    muted: [...watch.muted.filter((other) => other !== key), key].slice(-MUTED_MAX),
  }));

export const unmuteListing = (needs: EditNeeds, id: string, key: string): Promise<Watch> =>
  put(needs, id, (watch) => ({ ...watch, muted: watch.muted.filter((other) => other !== key) }));
