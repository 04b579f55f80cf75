/** The keys of alerts that were sent, so that none is sent twice, also after a restart. */
import { z } from "zod";
import { DAY_MS } from "../base/time.ts";
import { type Change, type Database, defineCollection, writeInChunks } from "../store/mod.ts";

/** After this time the same key may be sent again. */
const REMEMBERED_MS = 180 * DAY_MS;

const sentKeys = defineCollection({
  name: "alert_told",
  schema: z.object({ key: z.string(), at: z.number() }),
  version: 1,
  id: ({ key }) => key,
  indexes: { at: ({ at }) => [at] },
});

export const isKnownKey = async (db: Database, key: string) => await db.get(sentKeys, key) !== null;

/** Concurrent duplicates: the unique key makes the second commit fail. */
export function recordKey(change: Change, key: string, at: number): void {
  change.insert(sentKeys, { key, at });
}

export async function forgetOldKeys(db: Database, now: number): Promise<void> {
  const old = async function* () {
    for await (const row of db.each(sentKeys, { index: "at" })) {
      if (row.value.at > now - REMEMBERED_MS) return;
      yield row;
    }
  };
  await writeInChunks(db, old(), (change, row) => change.remove(sentKeys, row));
}
