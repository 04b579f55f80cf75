/** Which listings the seller does not want to hear of when an item is priced. */
import { z } from "zod";
import { type Database, defineCollection, retrying } from "../../store/mod.ts";

/** More than anybody strikes out by hand; the latest are kept. */
const STRIKES_MAX = 500;

const StruckOutSchema = z.object({
  itemId: z.string(),
  keys: z.array(z.string()).max(STRIKES_MAX),
});
export type StruckOut = z.infer<typeof StruckOutSchema>;

export const strikes = defineCollection({
  name: "market_strikes",
  schema: StruckOutSchema,
  version: 1,
  id: ({ itemId }) => itemId,
});

export interface Strikes {
  /** Leaves one listing out of the price of one item, until `unstrike`. */
  strike(itemId: string, key: string): Promise<void>;
  unstrike(itemId: string, key: string): Promise<void>;
  /** Keys, for `appraise`. */
  struckOut(itemId: string): Promise<ReadonlySet<string>>;
  /** For an item that is no more. */
  forgetStrikes(itemId: string): Promise<void>;
}

export function createStrikes(db: Database): Strikes {
  async function write(itemId: string, keysOf: (keys: readonly string[]) => string[]) {
    await retrying(async () => {
      const row = await db.get(strikes, itemId);
      const keys = keysOf(row?.value.keys ?? []);
      const change = db.change();
      if (row && keys.length === 0) change.remove(strikes, row);
      else if (row) change.update(strikes, row, { itemId, keys });
      else if (keys.length > 0) change.insert(strikes, { itemId, keys });
      if (change.size > 0) await change.commit();
    });
  }

  return {
    strike: (itemId, key) =>
      write(itemId, (keys) => [...new Set([...keys, key])].slice(-STRIKES_MAX)),
    unstrike: (itemId, key) => write(itemId, (keys) => keys.filter((other) => other !== key)),
    struckOut: async (itemId) => new Set((await db.get(strikes, itemId))?.value.keys),
    forgetStrikes: (itemId) => write(itemId, () => []),
  };
}
