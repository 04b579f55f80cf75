/** When a question was last answered: within a day it is not asked again. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { DAY_MS } from "../base/time.ts";
import { type Database, defineCollection, retrying } from "../store/mod.ts";

export const FRESH_MS = DAY_MS;

const AnsweredSchema = z.object({ id: z.string(), at: z.number() });
const answers = defineCollection<z.infer<typeof AnsweredSchema>>({
  name: "lookup_answered",
  schema: AnsweredSchema,
  version: 1,
  id: ({ id }) => id,
  indexes: { at: ({ at }) => [at] },
});

export interface Answered {
  /** When the answer that is still fresh came; null where there is none. */
  fresh(mark: string): Promise<number | null>;
  note(mark: string): Promise<void>;
  /** Old ones are of no use. */
  forget(): Promise<void>;
}

export function createAnswered({ db, clock }: { db: Database; clock: Clock }): Answered {
  const isFresh = (at: number) => clock.now() - at < FRESH_MS;
  return {
    async fresh(mark) {
      const at = (await db.get(answers, idOf(mark)))?.value.at;
      return at !== undefined && isFresh(at) ? at : null;
    },
    async note(mark) {
      await retrying(async () => {
        const id = idOf(mark);
        const row = await db.get(answers, id);
        const change = db.change();
        const next = { id, at: clock.now() };
        if (row) change.update(answers, row, next);
        else change.insert(answers, next);
        await change.commit();
      });
    },
    async forget() {
      for await (const row of db.each(answers, { index: "at" })) {
        if (isFresh(row.value.at)) return;
        const change = db.change();
        change.remove(answers, row);
        await change.commit();
      }
    },
  };
}

/** A mark may be longer than a key of the store. */
const idOf = (mark: string): string => createHash("sha256").update(mark).digest("hex");
