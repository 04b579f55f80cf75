/** Records that change at home: written, written again, and some of them taken away. */
import { z } from "zod";
import { type Database, defineCollection } from "../../services/store/mod.ts";

export const ThingsSchema = z.object({
  /** Numbers from the first (included) to the second (excluded). */
  from: z.number().int(),
  to: z.number().int(),
  word: z.string(),
});
export type Things = z.infer<typeof ThingsSchema>;

const things = defineCollection({
  name: "thing",
  schema: z.object({ id: z.string(), text: z.string(), secret: z.string() }),
  version: 1,
  id: ({ id }) => id,
  indexes: { text: ({ text }) => [text.slice(0, 20)] },
  sealed: ["secret"],
});

/** So many go together. */
const PER_CHANGE = 10;
/** Each so-manieth is taken away when it comes round again. */
const TAKEN_EVERY = 7;

/** Asked again it does no harm: what was done is done. @returns how many records were changed */
export async function changeThings(db: Database, { from, to, word }: Things): Promise<number> {
  let changed = 0;
  for (let first = from; first < to; first += PER_CHANGE) {
    const numbers = Array.from({ length: Math.min(PER_CHANGE, to - first) }, (_, n) => first + n);
    const rows = await db.getMany(things, numbers.map(String));
    const change = db.change();
    for (const [at, number] of numbers.entries()) {
      const row = rows[at];
      const thing = { id: String(number), text: `${word} ${number}`, secret: `secret ${word}` };
      if (!row) change.insert(things, thing);
      else if (number % TAKEN_EVERY === 0 && row.value.text !== thing.text) {
        change.remove(things, row);
      } else change.update(things, row, thing);
      changed++;
    }
    await change.commit();
  }
  return changed;
}
