/** Remembers when each look-up was last answered, so that the same one is not sent twice within a day. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { DAY_MS } from "../base/time.ts";
import { type Database, defineCollection, retrying } from "../store/mod.ts";

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
      await retrying(async () => {
        const id = idOf(key);
        const row = await db.get(answers, id);
        const change = db.change();
        const next = { id, at: clock.now() };
        if (row) change.update(answers, row, next);
        else change.insert(answers, next);
        await change.commit();
      });
    },
    async deleteStale() {
      for await (const row of db.each(answers, { index: "at" })) {
        if (isFresh(row.value.at)) return;
        const change = db.change();
        change.remove(answers, row);
        await change.commit();
      }
    },
  };
}

/** A hash, because a look-up's key may be longer than a key of the store. */
const idOf = (key: string): string => createHash("sha256").update(key).digest("hex");
