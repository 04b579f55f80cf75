/** What has been told already, by its key: so that nothing is told twice, whatever was restarted in between. */
import { z } from "zod";
import { DAY_MS } from "../base/time.ts";
import { type Change, type Database, defineCollection, writeInChunks } from "../store/mod.ts";

/** What is seen again after half a year is news again. */
const REMEMBERED_MS = 180 * DAY_MS;

const told = defineCollection({
  name: "alert_told",
  schema: z.object({ key: z.string(), at: z.number() }),
  version: 1,
  id: ({ key }) => key,
  indexes: { at: ({ at }) => [at] },
});

export const wasTold = async (db: Database, key: string) => await db.get(told, key) !== null;

/** Of two who tell the same at once, the second one's commit fails. */
export function markTold(change: Change, key: string, at: number): void {
  change.insert(told, { key, at });
}

export async function forgetTold(db: Database, now: number): Promise<void> {
  const old = async function* () {
    for await (const row of db.each(told, { index: "at" })) {
      if (row.value.at > now - REMEMBERED_MS) return;
      yield row;
    }
  };
  await writeInChunks(db, old(), (change, row) => change.remove(told, row));
}
