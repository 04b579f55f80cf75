/** Remembers when each look-up was last answered, so that the same one is not sent twice within a day. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { DAY_MS } from "../base/time.ts";
import { type Database, defineCollection, writeInChunks } from "../store/mod.ts";

export const FRESH_MS = DAY_MS;

const AnswerSchema = z.object({ id: z.string(), at: z.number() });
const answers = defineCollection<z.infer<typeof AnswerSchema>>({
  name: "lookup_answered",
  schema: AnswerSchema,
  version: 1,
  id: ({ id }) => id,
  indexes: { at: ({ at }) => [at] },
});

export interface RecentAnswers {
  /** @returns when a look-up with this key was answered within the last day; null otherwise */
  freshAt(key: string): Promise<number | null>;
  record(key: string): Promise<void>;
  deleteStale(): Promise<void>;
}

export function createRecentAnswers({ db, clock }: { db: Database; clock: Clock }): RecentAnswers {
  const isFresh = (at: number) => clock.now() - at < FRESH_MS;
  return {
    async freshAt(key) {
      const at = (await db.get(answers, idOf(key)))?.value.at;
      return at !== undefined && isFresh(at) ? at : null;
    },
    async record(key) {
      await db.put(answers, { id: idOf(key), at: clock.now() });
    },
    async deleteStale() {
      await writeInChunks(db, listStale(), (change, row) => change.remove(answers, row));
    },
  };

  async function* listStale() {
    for await (const row of db.each(answers, { index: "at" })) {
      if (isFresh(row.value.at)) return;
      yield row;
    }
  }
}

/** A hash, because a look-up's key may be longer than a key of the store. */
const idOf = (key: string): string => createHash("sha256").update(key).digest("hex");
